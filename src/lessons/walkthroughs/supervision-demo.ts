import type { EventPattern, Fact } from '../../trace/index.ts'
import type { Step, Walkthrough } from '../lesson.ts'
import { walkthroughHeads } from '../walkthrough-heads.ts'
import {
  actor,
  afterwards,
  all,
  choose,
  event,
  eventually,
  never,
  participant,
  stateContains,
} from './step-builders.ts'
import {
  cache,
  cached,
  everyError,
  fail,
  failed,
  filesystem,
  get,
  guardian,
  mounted,
  replied,
  replyCount,
  server,
  startAgain,
  supervise,
  webServer,
} from './supervision-demo-builders.ts'

const cacheFailed: EventPattern = { event: 'ActorFailed', node: server, where: { actor: cache } }
const cacheRestarted: EventPattern = { event: 'ActorRestarted', node: server, where: { actor: cache } }
/** The cache comes to have exactly these entries. */
const cacheBecomes = (...paths: readonly string[]): EventPattern => ({
  event: 'StateChanged',
  node: server,
  where: { actor: cache, state: `*"entries":${JSON.stringify(paths)}*` },
})
const aboutCached: Fact = { fact: 'state', node: server, actor: cache, contains: '"/about.html"' }
const burst: EventPattern = { event: 'ActionDone', where: { 'action.times': 10 } }
const okSent: EventPattern = { event: 'MessageSent', node: server, where: { from: webServer, label: 'Ok' } }
const okBeforeBurst = 4

const answering: readonly Step[] = [
  {
    id: 'who-is-here',
    chapter: { en: 'Replies and mistakes', ja: '応答と誤り' },
    stage: [{ type: 'wait', for: cached() }],
    say: {
      en: 'This node runs a small web server. The guardian, the actor /user, started the web server, and the web server started a file system and a cache. Each box is an actor with its own mailbox. The word above it says what its supervisor does when it fails. Outside of the node is a browser.',
      ja: 'このノードでは小さなWebサーバーが動いています。ガーディアン(アクター /user)がWebサーバーを起動し、Webサーバーがファイルシステムとキャッシュを起動しました。箱はそれぞれメールボックスを持つアクターです。その上の言葉は、失敗したときのスーパーバイザーの判断です。外にいるのはブラウザーです。',
    },
    notes: {
      en: 'Point at the word above a box: the decision of its supervisor. The row of circles is the mailbox, which is empty now.',
      ja: '箱の上の言葉を指します。スーパーバイザーの判断です。丸の列はメールボックスで、今は空です。',
    },
    points: [actor(server, guardian), actor(server, webServer), participant('client')],
  },
  {
    id: 'first-get',
    say: {
      en: 'The browser requests /index.html. The web server asks the cache. The cache does not have the page yet, so it asks the file system. Then it keeps the page, and the browser gets 200 OK.',
      ja: 'ブラウザーが /index.html をリクエストします。Webサーバーはキャッシュに尋ねます。キャッシュはまだ持っていないので、ファイルシステムに尋ねます。読み込んだページはキャッシュに残り、ブラウザーには 200 OK が届きます。',
    },
    notes: {
      en: 'Let the room count the messages: browser, web server, cache, file system, and all the way back. No actor calls a method of another one.',
      ja: 'メッセージを数えてもらいましょう。ブラウザー、Webサーバー、キャッシュ、ファイルシステム、そして帰り道です。アクターがほかのアクターのメソッドを呼ぶことはありません。',
    },
    points: [actor(server, cache), actor(server, filesystem)],
    actions: [get('/index.html')],
    await: {
      waiting: { en: '200 OK for /index.html', ja: '/index.html の 200 OK が届く' },
      check: all(cached('/index.html'), replied('Ok')),
      withinMs: 5000,
    },
    speed: 0.15,
  },
  {
    id: 'hit',
    say: {
      en: 'The browser requests the same page again. This time the cache replies by itself, and the file system gets no request. The entries of the cache are its state. Watch them in the next steps.',
      ja: 'ブラウザーが同じページをもう一度リクエストします。今度はキャッシュが自分で答え、ファイルシステムにリクエストは届きません。キャッシュの中身が、このアクターの状態です。次のステップでどう変わるか見ていてください。',
    },
    notes: {
      en: 'Ask what would be lost if the cache forgot everything now. Nothing but time. Keep this answer for the restart.',
      ja: '「今キャッシュがすべてを忘れたら、何が失われるか」と尋ねましょう。時間だけです。この答えは、再起動のところで使います。',
    },
    points: [actor(server, cache)],
    actions: [get('/index.html')],
    await: {
      waiting: { en: 'the second 200 OK', ja: '2つ目の 200 OK が届く' },
      check: all(stateContains(server, cache, '"hits":1'), replyCount('Ok', 2)),
      withinMs: 5000,
    },
    speed: 0.2,
  },
  {
    id: 'validation',
    say: {
      en: '“not a path” is an invalid path, and /missing.html does not exist. Both are mistakes of the caller, and both get a reply: 400 and 404. Such replies are part of the protocol. No actor has failed, so no supervisor acts.',
      ja: '「not a path」は不正なパスで、/missing.html は存在しません。どちらも呼び出し側の誤りで、それぞれ400と404の応答が返ります。このような応答はプロトコルの一部です。失敗したアクターはないので、スーパーバイザーは何もしません。',
    },
    notes: {
      en: 'Ask who throws an exception for a 404. A reply is for the caller, a failure is for the supervisor.',
      ja: '404で例外をスローする人はいるか、尋ねましょう。応答は呼び出し側のため、失敗はスーパーバイザーのためのものです。',
    },
    points: [actor(server, webServer), participant('client')],
    actions: [get('not a path'), get('/missing.html')],
    await: {
      waiting: { en: 'the replies 400 and 404', ja: '400 と 404 の応答が届く' },
      check: all(replyCount('BadRequest', 1), replyCount('NotFound', 1)),
      withinMs: 5000,
    },
    lamps: [
      {
        check: { type: 'never', what: { event: 'ActorFailed' } },
        words: { en: 'No actor has failed.', ja: '失敗したアクターはありません。' },
      },
    ],
    speed: 0.2,
  },
]

const resumeAndRestart: readonly Step[] = [
  {
    id: 'resume',
    chapter: { en: 'Resume or restart', ja: '再開か再起動か' },
    say: {
      en: 'The content of /corrupt.html on the disk does not match its checksum. The cache does not expect that and throws an exception. Its supervisor decides: **resume**.',
      ja: '/corrupt.html は、ディスクの内容がチェックサムと一致しません。キャッシュはそれを想定していないので、例外をスローします。スーパーバイザーの判断は「**再開(resume)**」です。',
    },
    notes: {
      en: 'Take a vote. Many expect that the message is tried again, because that is what a queue with acknowledgements does.',
      ja: '手を挙げてもらいましょう。メッセージが再処理されると思う人が多いはずです。確認応答付きのキューならそうなるからです。',
    },
    ask: choose({
      ask: { en: 'What is lost?', ja: '失われるのは何でしょうか。' },
      choices: [
        [
          'message',
          'Only the message that failed',
          '失敗したメッセージだけ',
          all(
            event('ActorResumed', server, { actor: cache }),
            { type: 'atMost', what: cacheFailed, times: 1 },
            never(cacheRestarted),
          ),
        ],
        [
          'entries',
          'The message and the entries of the cache',
          'メッセージと、キャッシュの中身',
          afterwards(cacheFailed, cacheBecomes()),
        ],
        [
          'nothing',
          'Nothing: the message is handled again',
          '何も失われず、メッセージはもう一度処理される',
          { type: 'eventually', what: cacheFailed, times: 2 },
        ],
      ],
      answer: 'message',
      why: {
        en: 'A resumed actor continues with its state and its mailbox. The message that failed is not handled again, because it would fail again.',
        ja: '再開したアクターは、状態とメールボックスを保ったまま動き続けます。失敗したメッセージは再処理されません。もう一度失敗するからです。',
      },
    }),
    points: [actor(server, cache)],
    actions: [get('/corrupt.html')],
    await: {
      waiting: { en: 'the failure and its decision', ja: '失敗と、その扱いが決まる' },
      check: all(failed(cache, 'CorruptEntry', 'resume'), cached('/index.html')),
      withinMs: 5000,
    },
    speed: 0.1,
  },
  {
    id: 'never-silent',
    say: {
      en: 'The message is lost, so the web server gets no reply from the cache. It does not wait for ever: after four seconds it sends 500 to the browser. A failure inside the server must not leave the caller without a reply.',
      ja: 'メッセージが失われたので、Webサーバーはキャッシュから応答をもらえません。しかし永遠には待たず、4秒後にブラウザーへ500を返します。サーバー内部の失敗で、呼び出し側への応答がなくなってはいけません。',
    },
    notes: {
      en: 'Point at the clock: the answer comes four seconds after the request. Ask what the browser would show without this time-out.',
      ja: '時計を指します。応答はリクエストの4秒後に届きます。「このタイムアウトがなければ、ブラウザーには何が見えるか」と尋ねましょう。',
    },
    points: [actor(server, webServer), participant('client')],
    await: {
      waiting: { en: '500 after the time-out', ja: 'タイムアウト後の 500 が届く' },
      check: replyCount('InternalServerError', 1),
      withinMs: 8000,
    },
  },
  {
    id: 'restart-empties',
    say: {
      en: 'Now you are the supervisor. For the cache you choose **restart** in place of resume, and make its next message fail.',
      ja: '今度はあなたがスーパーバイザーです。キャッシュの戦略を「再開」から「**再起動(restart)**」に変え、次のメッセージで失敗させます。',
    },
    notes: {
      en: 'After the step, point at the word above the cache: it is your decision now, not the one of the code.',
      ja: '再生後に、キャッシュの上の言葉を指します。コードではなく、あなたの判断に変わっています。',
    },
    ask: choose({
      ask: {
        en: 'The cache has one entry. What is in it after the restart?',
        ja: 'キャッシュには中身が1つあります。再起動のあとはどうなるでしょうか。',
      },
      choices: [
        ['same', 'The same entry', '同じ中身が残る', afterwards(cacheRestarted, cacheBecomes('/index.html'))],
        ['empty', 'Nothing', '空になる', afterwards(cacheRestarted, cacheBecomes())],
      ],
      answer: 'empty',
      why: {
        en: 'The cache starts again with its first behavior. It is the same actor at the same address, but its entries are gone.',
        ja: 'キャッシュは最初の振る舞いからやり直します。同じアドレスの同じアクターですが、中身は消えています。',
      },
    }),
    points: [actor(server, cache)],
    actions: [
      supervise(cache, everyError({ type: 'restart', stopChildren: true })),
      fail(cache, 'CorruptEntry'),
      get('/index.html'),
    ],
    await: {
      waiting: { en: 'the cache to restart', ja: 'キャッシュが再起動する' },
      check: all(event('ActorRestarted', server, { actor: cache }), cached()),
      withinMs: 5000,
    },
    speed: 0.1,
  },
  {
    id: 'refill',
    say: {
      en: 'The next request goes down to the disk again, and then the page is in the cache again. A restart discards the state of an actor. Often that is exactly its purpose, because the state may be wrong.',
      ja: '次のリクエストは再びディスクまで届き、ページはもう一度キャッシュに入ります。再起動は、アクターの状態を捨てます。状態が壊れているかもしれないので、多くの場合、それこそが目的です。',
    },
    notes: {
      en: 'Ask for state that may be lost like this, and for state that may not. A cache and a bank account are good ends of the scale.',
      ja: '「このように失ってもよい状態と、失ってはいけない状態」を挙げてもらいましょう。キャッシュと銀行口座が両端のよい例です。',
    },
    points: [actor(server, cache), actor(server, filesystem)],
    actions: [get('/index.html')],
    await: {
      waiting: { en: 'the page to be in the cache again', ja: 'ページが再びキャッシュに入る' },
      check: all(cached('/index.html'), replyCount('Ok', 3)),
      withinMs: 5000,
    },
    speed: 0.2,
  },
]

const resources: readonly Step[] = [
  {
    id: 'pre-restart',
    chapter: { en: 'State that is broken', ja: '壊れた状態' },
    say: {
      en: '/broken.html is on a bad sector, and reading it breaks the mount of the disk. The supervisor in the code restarts the file system. First the actor receives the signal PreRestart and releases the old mount. Then it starts again with a new mount.',
      ja: '/broken.html は不良セクターにあり、読むとディスクのマウントが壊れます。コードで指定されたスーパーバイザーが、ファイルシステムを再起動します。アクターはまず PreRestart シグナルを受け取り、古いマウントを解放します。それから新しいマウントで動き始めます。',
    },
    notes: {
      en: 'Point at PreRestart at the file system. This is the place to release files, sockets and locks; who forgets it leaks them at every restart.',
      ja: 'ファイルシステムの PreRestart を指します。ファイルやソケット、ロックを解放する場所です。忘れると、再起動のたびに漏れます。',
    },
    points: [actor(server, filesystem)],
    actions: [get('/broken.html')],
    await: {
      waiting: {
        en: 'the file system to mount the disk again',
        ja: 'ファイルシステムがディスクをマウントし直す',
      },
      check: all(event('SignalDelivered', server, { actor: filesystem, signal: 'PreRestart' }), mounted(2)),
      withinMs: 5000,
    },
    speed: 0.1,
  },
  {
    id: 'wrong-resume',
    say: {
      en: 'What happens with resume instead? You choose it and request /broken.html again, which breaks the mount. Then you request /about.html, a page without any fault.',
      ja: '代わりに「再開」を選ぶとどうなるでしょうか。選んでから、マウントを壊す /broken.html をもう一度リクエストします。それから、何の問題もない /about.html をリクエストします。',
    },
    notes: {
      en: 'Ask which failures leave the state intact. A malformed input does, a broken mount does not.',
      ja: '「状態が壊れない失敗はどれか」と尋ねましょう。不正な入力なら壊れませんが、マウントの破損では壊れます。',
    },
    ask: choose({
      ask: {
        en: 'Can the file system read /about.html?',
        ja: 'ファイルシステムは /about.html を読めるでしょうか。',
      },
      choices: [
        ['yes', 'Yes', '読める', eventually(aboutCached)],
        [
          'no',
          'No',
          '読めない',
          all(
            {
              type: 'eventually',
              what: { event: 'ActorFailed', node: server, where: { actor: filesystem, decision: 'resume' } },
              times: 2,
            },
            never(aboutCached),
          ),
        ],
      ],
      answer: 'no',
      why: {
        en: 'The actor continues with the broken mount, so nothing can be read any more. Choose resume only for failures that leave the state intact.',
        ja: 'アクターは壊れたマウントのまま動き続けるので、もう何も読めません。再開を選ぶのは、状態が壊れない失敗だけにしましょう。',
      },
    }),
    points: [actor(server, filesystem)],
    actions: [supervise(filesystem, everyError({ type: 'resume' })), get('/broken.html'), get('/about.html')],
    await: {
      waiting: { en: 'the second failed read', ja: '2回目の読み取りが失敗する' },
      check: {
        type: 'eventually',
        what: {
          event: 'ActorFailed',
          node: server,
          where: { actor: filesystem, 'error.name': 'IOException', decision: 'resume' },
        },
        times: 2,
      },
      withinMs: 5000,
    },
    speed: 0.12,
  },
  {
    id: 'restart-heals',
    say: {
      en: 'You return to the supervision in the code. One more read fails, the file system is restarted, and the next read succeeds. The cache needs no new address, because a restarted actor keeps its address.',
      ja: 'コードで指定されたスーパービジョンに戻します。次の読み取りはもう一度失敗しますが、ファイルシステムが再起動され、その次は成功します。再起動してもアドレスは変わらないので、キャッシュは同じ宛先に送り続けられます。',
    },
    notes: {
      en: 'Ask why the cache did not have to be told. It holds an address, an ActorRef, and not the object behind it.',
      ja: '「なぜキャッシュに知らせなくてよいのか」と尋ねましょう。持っているのはアドレス(ActorRef)で、その先のオブジェクトではないからです。',
    },
    points: [actor(server, filesystem), actor(server, cache)],
    actions: [supervise(filesystem, null), get('/about.html'), get('/style.css')],
    await: {
      waiting: { en: 'a read that succeeds', ja: '読み取りが成功する' },
      check: all(mounted(3), cached('/index.html', '/style.css')),
      withinMs: 5000,
    },
    speed: 0.12,
  },
]

const mailboxAndChildren: readonly Step[] = [
  {
    id: 'burst',
    chapter: { en: 'Mailbox and children', ja: 'メールボックスと子アクター' },
    say: {
      en: 'Now you send twenty requests at once. One of them is for /movie.xyz, which has an unknown MIME type. The requests wait in the mailbox of the web server, which handles one after the other. When it handles the page of /movie.xyz, it throws an exception.',
      ja: '今度は20件のリクエストを一度に送ります。そのうち1件は、MIMEタイプが未知の /movie.xyz です。リクエストはWebサーバーのメールボックスにたまり、一つずつ処理されます。/movie.xyz のページを処理するときに、例外がスローされます。',
    },
    notes: {
      en: 'Point at the mailbox of the web server while it fills: each dot is a waiting request.',
      ja: 'たまっていくWebサーバーのメールボックスを指します。点の1つ1つが、待っているリクエストです。',
    },
    points: [actor(server, webServer)],
    actions: [get('/index.html', 10), get('/movie.xyz'), get('/index.html', 9)],
    await: {
      waiting: { en: 'the failure at /movie.xyz', ja: '/movie.xyz で失敗する' },
      check: failed(webServer, 'UnknownMimeType', 'restart'),
      withinMs: 10_000,
    },
    speed: 0.5,
  },
  {
    id: 'mailbox-kept',
    say: {
      en: 'The web server is restarted and counts its responses from zero. When it failed at /movie.xyz, it had answered ten of the twenty requests, and nine were still waiting.',
      ja: 'Webサーバーは再起動され、応答の数を0から数え直します。/movie.xyz で失敗したとき、20件のうち10件には応答済みで、9件はまだ待っていました。',
    },
    notes: {
      en: 'Let everybody write down a number before you press Watch. Ten and twenty are frequent answers.',
      ja: '「見る」を押す前に、全員に数を書いてもらいましょう。10や20という答えがよく出ます。',
    },
    ask: {
      type: 'number',
      ask: {
        en: 'How many of the twenty requests get 200 OK?',
        ja: '20件のうち、200 OK が返るのは何件でしょうか。',
      },
      unit: { en: 'requests', ja: '件' },
      answer: 19,
      claim: all(
        { type: 'eventually', what: okSent, times: 19, after: burst },
        { type: 'atMost', what: okSent, times: okBeforeBurst + 19 },
      ),
      why: {
        en: 'The mailbox is unchanged: only /movie.xyz is lost. The children keep running, because they were spawned outside of the supervised behavior, so the cache still has its entries.',
        ja: 'メールボックスはそのまま残り、失われるのは /movie.xyz だけです。子アクターはスーパービジョンの対象の外側で生成されたので動き続け、キャッシュの中身も残っています。',
      },
    },
    points: [actor(server, webServer), actor(server, cache), participant('client')],
    await: {
      waiting: { en: 'the nineteen responses', ja: '19件の応答が届く' },
      check: replyCount('Ok', 23),
      withinMs: 10_000,
    },
    lamps: [
      {
        check: {
          type: 'never',
          what: { event: 'ActorStopped', node: server, where: { actor: cache } },
        },
        words: { en: 'The cache was never stopped.', ja: 'キャッシュは一度も停止していません。' },
      },
    ],
    speed: 0.25,
  },
  {
    id: 'children-stopped',
    say: {
      en: 'Now the same failure with another choice: restart the whole actor, from its setup on, and stop its children. Both children receive PostStop and stop. The new start spawns new ones with an empty state. Stop children only if they may be part of the problem.',
      ja: '同じ失敗で、別の選択を試します。setup から全体を再起動し、子アクターも停止します。子アクターは両方とも PostStop を受け取って停止し、空の状態の新しい子アクターが生成されます。子を停止するのは、子にも問題がありそうなときだけにしましょう。',
    },
    notes: {
      en: 'Compare with the step before: there the cache kept its entries, here a new cache begins empty. Ask which one they want for a pool of connections.',
      ja: '前のステップと比べましょう。前はキャッシュの中身が残り、今度は新しいキャッシュが空から始まります。「コネクションプールならどちらがよいか」と尋ねます。',
    },
    points: [actor(server, webServer), actor(server, cache), actor(server, filesystem)],
    actions: [
      supervise(webServer, everyError({ type: 'restart', stopChildren: true }, 'setup')),
      fail(webServer, 'UnknownMimeType'),
      get('/index.html'),
    ],
    await: {
      waiting: { en: 'the children to stop and start again', ja: '子アクターが停止し、新しく起動する' },
      check: all(
        event('ActorStopped', server, { actor: cache }),
        event('ActorStarted', server, { actor: cache }),
        cached(),
      ),
      withinMs: 5000,
    },
    speed: 0.05,
  },
]

const timeAndLimits: readonly Step[] = [
  {
    id: 'backoff',
    chapter: { en: 'Time and limits', ja: '時間と上限' },
    say: {
      en: 'Some problems disappear after a while. For the file system you choose restart with backoff, and make it fail three times: once at a message and twice at its start. It waits one second, then two, then four. The arc shows the remaining time.',
      ja: '時間がたてば解消する問題もあります。ファイルシステムには「バックオフ(backoff)後の再起動」を選び、メッセージで1回、起動で2回、合わせて3回失敗させます。待ち時間は1秒、2秒、4秒と延びます。弧は残り時間を示します。',
    },
    notes: {
      en: 'Point at the arc. Ask why the waits grow: an overloaded disk does not recover while it is asked again at once.',
      ja: '弧を指します。「なぜ待ち時間を延ばすのか」と尋ねましょう。過負荷のディスクは、すぐに再試行されると回復できません。',
    },
    points: [actor(server, filesystem)],
    actions: [
      supervise(
        filesystem,
        everyError({
          type: 'backoff',
          minBackoffMs: 1000,
          maxBackoffMs: 8000,
          randomFactor: 0,
          stopChildren: true,
        }),
      ),
      fail(filesystem, 'IOException', { times: 2, during: 'start' }),
      get('/data.json'),
    ],
    await: {
      waiting: { en: 'three waits: 1, 2 and 4 seconds', ja: '1秒、2秒、4秒の3回の待ち時間' },
      check: {
        type: 'eventually',
        what: { event: 'ActorBackingOff', node: server, where: { actor: filesystem } },
        times: 3,
      },
      withinMs: 8000,
    },
    speed: 0.8,
  },
  {
    id: 'too-late',
    say: {
      en: 'Meanwhile you request /style.css. The request waits almost four seconds for the restart, but the cache stops waiting after three. When the file system finally replies, the recipient of its reply no longer exists. The reply becomes a dead letter.',
      ja: 'その間に /style.css をリクエストします。リクエストは再起動を4秒近く待ちますが、キャッシュは3秒で待つのをやめます。ファイルシステムがようやく応答したとき、その受け取り手はもういません。応答はデッドレターになります。',
    },
    notes: {
      en: 'Ask for the rule: who waits for somebody that waits must wait longer. Here it is three seconds in the cache, and four in the web server.',
      ja: '規則を尋ねましょう。待っている相手を待つ側は、より長く待たなければなりません。ここではキャッシュが3秒、Webサーバーが4秒です。',
    },
    points: [actor(server, filesystem), actor(server, cache)],
    actions: [get('/style.css')],
    await: {
      waiting: { en: 'the reply that comes too late', ja: '遅すぎる応答' },
      check: event('DeadLetter', server, { label: 'FsFound', 'body.resource.id': '/style.css' }),
      withinMs: 10_000,
    },
    speed: 0.8,
  },
  {
    id: 'limit',
    say: {
      en: 'A supervisor can limit restarts. For the web server you choose one restart per minute, and make it fail twice. The second failure exceeds the limit, so the web server stops. The guardian watches it, receives the signal ChildFailed, and logs the error.',
      ja: '再起動の回数は制限できます。Webサーバーに「1分間に1回までの再起動」を選び、2回失敗させます。2回目は上限を超えるので、Webサーバーは停止します。監視(watch)していたガーディアンに ChildFailed シグナルが届き、エラーがログに記録されます。',
    },
    notes: {
      en: 'Ask what restarts without a limit cost: an actor that fails at every message restarts for ever, and nobody is told.',
      ja: '「上限のない再起動の代償は?」と尋ねましょう。毎回失敗するアクターは永遠に再起動を繰り返し、誰にも知らされません。',
    },
    points: [actor(server, webServer), actor(server, guardian)],
    actions: [
      supervise(
        webServer,
        everyError({ type: 'restart', maxRestarts: 1, withinMs: 60_000, stopChildren: false }, 'handler'),
      ),
      fail(webServer, 'UnknownMimeType', { times: 2 }),
      get('/index.html', 2),
    ],
    await: {
      waiting: { en: 'the web server to stop at its limit', ja: 'Webサーバーが上限で停止する' },
      check: all(
        event('ActorRestarted', server, { actor: webServer }),
        event('SignalDelivered', server, { actor: guardian, signal: 'ChildFailed' }),
      ),
      withinMs: 5000,
    },
    speed: 0.2,
  },
  {
    id: 'dead-letters',
    say: {
      en: 'Five more requests arrive, but no actor has that address. They become dead letters. You can count and read them, but they get no reply. The browser waits until its time-out.',
      ja: 'さらに5件のリクエストが届きますが、その宛先にアクターはいません。これらはデッドレターになります。数えたり読んだりできますが、応答は来ません。ブラウザーはタイムアウトまで待つことになります。',
    },
    notes: {
      en: 'Click the bin and show one letter with its sender, its receiver and its content. A rising number of dead letters is worth an alarm.',
      ja: '箱をクリックし、デッドレターを1件見せます。送り手、宛先、内容が分かります。デッドレターの増加は、アラートにする価値があります。',
    },
    points: [participant(server)],
    actions: [get('/index.html', 5)],
    await: {
      waiting: { en: 'five dead letters', ja: '5件のデッドレター' },
      check: {
        type: 'eventually',
        what: { event: 'DeadLetter', node: server, where: { label: 'Get' } },
        times: 5,
      },
      withinMs: 5000,
    },
    speed: 0.15,
  },
  {
    id: 'start-again',
    say: {
      en: 'You tell the guardian to start a web server again. The new one has the old name and path, but it is a different actor. It has nothing of the old state, mailbox or children.',
      ja: 'ガーディアンに指示して、Webサーバーをもう一度起動します。名前とパスは前と同じですが、別のアクターです。前のアクターの状態、メールボックス、子アクターは何も引き継ぎません。',
    },
    notes: {
      en: 'The name is the same, the actor is not. Ask what becomes of a message to the address of the old one: a dead letter.',
      ja: '名前は同じでも、アクターは別です。「前のアクターのアドレスに送ったメッセージはどうなるか」と尋ねましょう。デッドレターになります。',
    },
    points: [actor(server, guardian), actor(server, webServer)],
    actions: [startAgain, get('/index.html')],
    await: {
      waiting: { en: 'the new web server to answer', ja: '新しいWebサーバーが応答する' },
      check: all(cached('/index.html'), replyCount('Ok', 24)),
      withinMs: 5000,
    },
    speed: 0.2,
  },
]

const deathPact: readonly Step[] = [
  {
    id: 'death-pact',
    chapter: { en: 'Death pact', ja: 'デスパクト' },
    say: {
      en: 'Last, you make the file system stop at its first failure. The web server watches it but does not handle the signal ChildFailed, a kind of Terminated, so it fails with DeathPactException. This is called a death pact. The guardian does not handle that failure either: it stops, and the node stops.',
      ja: '最後に、ファイルシステムが最初の失敗で停止するようにします。Webサーバーはそれを監視(watch)していますが、ChildFailed シグナル(Terminated の一種)を処理しないので、DeathPactException で失敗します。これをデスパクト(death pact)と呼びます。ガーディアンもその失敗を処理しないので停止し、ノードも停止します。',
    },
    notes: {
      en: 'Go through the chain slowly: file system, web server, guardian, node. Ask at which place the room would stop it, and how.',
      ja: '連鎖をゆっくりたどりましょう。ファイルシステム、Webサーバー、ガーディアン、ノードです。「どこで、どうやって止めるか」と尋ねます。',
    },
    points: [actor(server, filesystem), actor(server, webServer), actor(server, guardian)],
    actions: [supervise(filesystem, everyError({ type: 'stop' })), get('/huge.bin')],
    await: {
      waiting: { en: 'the failure to reach the guardian', ja: '失敗がガーディアンに届く' },
      check: eventually({
        event: 'ParticipantStopped',
        where: { participant: server, reason: 'failed' },
      }),
      withinMs: 5000,
    },
    speed: 0.1,
  },
  {
    id: 'yours',
    say: {
      en: 'The node starts again and serves requests, without any old state. You saw two rules: reply to the mistakes of a caller, and leave failures to a supervisor. For each failure ask: which state may be lost? Now choose for yourself, and break something.',
      ja: 'ノードが起動し直し、以前の状態なしで再びリクエストに応えます。原則は2つです。呼び出し側の誤りには応答を返し、失敗はスーパーバイザーに任せます。失敗のたびに「どの状態なら失ってもよいか」を考えましょう。今度は自分で選んで、何かを壊してみてください。',
    },
    notes: {
      en: 'Work in pairs: choose an actor and a decision, predict what is lost, then send a request and look.',
      ja: '2人1組で進めましょう。アクターと判断を選び、何が失われるかを予想してから、リクエストを送って確かめます。',
    },
    points: [participant(server), participant('client')],
    actions: [{ type: 'Start', participant: server }, get('/index.html')],
    await: {
      waiting: { en: 'the node to answer again', ja: 'ノードが再び応答する' },
      check: all(cached('/index.html'), replyCount('Ok', 25)),
      withinMs: 5000,
    },
    speed: 0.25,
  },
]

/** The supervised web server of a tutorial on supervision: which state each decision keeps and which it discards. */
export const supervisionDemo: Walkthrough = {
  ...walkthroughHeads.supervisionDemo,
  steps: [
    ...answering,
    ...resumeAndRestart,
    ...resources,
    ...mailboxAndChildren,
    ...timeAndLimits,
    ...deathPact,
  ],
}
