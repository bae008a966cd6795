import type { Step, Walkthrough } from '../lesson.ts'
import { actor, all, event, eventually, holds, participant } from './step-words.ts'
import {
  always,
  answered,
  cache,
  cached,
  fail,
  failed,
  filesystem,
  get,
  guardian,
  mounted,
  server,
  startAgain,
  supervise,
  tally,
  webServer,
} from './supervision-demo-steps.ts'

const answering: readonly Step[] = [
  {
    id: 'who-is-here',
    say: {
      en: 'One node, and on it a small web server. The guardian /user started it, and it started a file system and a cache. Each box is an actor with a mailbox of its own, and beside it stands what becomes of it when it fails. A browser waits outside.',
      ja: '一つのノードで、小さなWebサーバーが動いています。ガーディアン /user がこれを起動し、これがファイルシステムとキャッシュを起動しました。箱はどれもメールボックスを持つアクターで、失敗したときの扱いが脇に示されています。外ではブラウザーが待っています。',
    },
    points: [actor(server, guardian), actor(server, webServer), participant('client')],
    await: { check: cached(), withinMs: 1000 },
  },
  {
    id: 'first-get',
    say: {
      en: 'The browser asks for /index.html. The web server asks the cache, and the cache, which does not have it, asks the file system. What comes back stays in the cache, and the browser gets 200 OK.',
      ja: 'ブラウザーが /index.html を求めます。Webサーバーはキャッシュに尋ね、持っていないキャッシュはファイルシステムに尋ねます。戻ってきたものはキャッシュに残り、ブラウザーには 200 OK が届きます。',
    },
    points: [actor(server, cache), actor(server, filesystem)],
    actions: [get('/index.html')],
    await: { check: all(cached('/index.html'), answered('Ok')), withinMs: 5000 },
    speed: 0.5,
  },
  {
    id: 'hit',
    say: {
      en: 'Once more. This time the cache answers by itself, and the file system hears nothing of it. The entries of the cache are its state: keep an eye on them.',
      ja: 'もう一度求めます。今度はキャッシュが自分で答え、ファイルシステムは何も知りません。キャッシュの中身が、このアクターの状態です。これから何が起きるか、よく見ていてください。',
    },
    points: [actor(server, cache)],
    actions: [get('/index.html')],
    await: { check: all(holds(server, cache, '"hits":1'), tally('Ok', 2)), withinMs: 5000 },
    speed: 0.5,
  },
  {
    id: 'validation',
    say: {
      en: '“not a path” is no path, and /missing.html does not exist. Both are mistakes of whoever asked, and both are answered: 400 and 404. Such answers are part of the protocol. Nothing has failed, so no supervisor is needed.',
      ja: '「not a path」はパスではなく、/missing.html は存在しません。どちらも求めた側の誤りで、400と404という返事が来ます。このような返事はプロトコルの一部です。何も失敗していないので、監視役の出番はありません。',
    },
    points: [actor(server, webServer), participant('client')],
    actions: [get('not a path'), get('/missing.html')],
    await: { check: all(tally('BadRequest', 1), tally('NotFound', 1)), withinMs: 5000 },
    checks: [{ type: 'never', what: { event: 'ActorFailed' } }],
  },
]

const resumeAndRestart: readonly Step[] = [
  {
    id: 'resume',
    say: {
      en: '/corrupt.html is another matter: what the disk gives does not fit its checksum. Nobody planned for that, so the cache throws. Its supervisor says resume. The message is gone, and the cache goes on with everything it knew.',
      ja: '/corrupt.html は話が違います。ディスクから読んだ内容がチェックサムと合いません。そんなことは誰も想定していないので、キャッシュは例外を投げます。監視役の判断は「続行(resume)」。そのメッセージは失われますが、キャッシュの中身はすべて残ります。',
    },
    points: [actor(server, cache)],
    actions: [get('/corrupt.html')],
    await: {
      check: all(failed(cache, 'CorruptEntry', 'resume'), cached('/index.html')),
      withinMs: 5000,
    },
    speed: 0.5,
  },
  {
    id: 'never-silent',
    say: {
      en: 'The message is lost, so nobody will ever answer that request. The web server does not wait for ever: after four seconds it tells the browser 500. A failure deep inside must not become silence outside.',
      ja: 'メッセージが失われたので、この要求に答える者はもういません。しかしWebサーバーは永遠には待たず、4秒たつとブラウザーに500を返します。奥で起きた失敗を、外から見た「沈黙」にしてはいけません。',
    },
    points: [actor(server, webServer), participant('client')],
    await: { check: tally('InternalServerError', 1), withinMs: 8000 },
  },
  {
    id: 'restart-empties',
    say: {
      en: 'Now you are the supervisor. For the cache we choose restart in place of resume, and make its next message fail. It begins again with its first behavior: the same actor at the same address, but its entries are gone.',
      ja: '今度はあなたが監視役です。キャッシュの扱いを「続行」から「再起動(restart)」に変え、次のメッセージで失敗させます。最初の振る舞いからやり直すので、同じアドレスの同じアクターなのに、中身は空になります。',
    },
    points: [actor(server, cache)],
    actions: [
      supervise(cache, always({ type: 'restart', stopChildren: true })),
      fail(cache, 'CorruptEntry'),
      get('/index.html'),
    ],
    await: { check: all(event('ActorRestarted', server, { actor: cache }), cached()), withinMs: 5000 },
    speed: 0.5,
  },
  {
    id: 'refill',
    say: {
      en: 'The next request goes all the way down to the disk again, and then the cache knows it once more. A restart throws state away. That is its price, and often its very purpose.',
      ja: '次の要求は再びディスクまで届き、キャッシュはもう一度それを覚えます。再起動とは、状態を捨てることです。それは代償でもあり、多くの場合、まさに目的でもあります。',
    },
    points: [actor(server, cache), actor(server, filesystem)],
    actions: [get('/index.html')],
    await: { check: all(cached('/index.html'), tally('Ok', 3)), withinMs: 5000 },
  },
]

const resources: readonly Step[] = [
  {
    id: 'pre-restart',
    say: {
      en: '/broken.html lies on a bad sector, and reading it spoils the mount of the disk. The file system is restarted, as its code says. First the signal PreRestart: it gives the old mount back. Then it begins anew, with a fresh one.',
      ja: '/broken.html は不良セクターにあり、読むとディスクのマウントが壊れます。ファイルシステムは、コードの通り再起動されます。まず PreRestart シグナルを受けて古いマウントを手放し、それから新しいマウントでやり直します。',
    },
    points: [actor(server, filesystem)],
    actions: [get('/broken.html')],
    await: {
      check: all(event('SignalDelivered', server, { actor: filesystem, signal: 'PreRestart' }), mounted(2)),
      withinMs: 5000,
    },
    speed: 0.5,
  },
  {
    id: 'wrong-resume',
    say: {
      en: 'What if we had chosen resume? We do, and ask for /broken.html again. The actor goes on, but with the spoilt mount: now even /about.html cannot be read. Resume is for failures that leave the state whole.',
      ja: 'もし「続行」を選んでいたら? 選んでから、/broken.html をもう一度求めます。アクターは壊れたマウントのまま動き続け、今度は /about.html さえ読めません。続行が向くのは、状態が無事な失敗だけです。',
    },
    points: [actor(server, filesystem)],
    actions: [supervise(filesystem, always({ type: 'resume' })), get('/broken.html'), get('/about.html')],
    await: {
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
  },
  {
    id: 'restart-heals',
    say: {
      en: 'Back to what the code says. One more read fails, the file system is restarted, and the read after that succeeds. Nobody had to be told: the cache still talks to the very same actor.',
      ja: 'コードの通りに戻します。次の読み取りはもう一度失敗しますが、ファイルシステムが再起動され、その次は成功します。誰にも知らせる必要はありません。キャッシュが話す相手は、ずっと同じアクターです。',
    },
    points: [actor(server, filesystem), actor(server, cache)],
    actions: [supervise(filesystem, null), get('/about.html'), get('/style.css')],
    await: { check: all(mounted(3), cached('/index.html', '/style.css')), withinMs: 5000 },
  },
]

const mailboxAndChildren: readonly Step[] = [
  {
    id: 'burst',
    say: {
      en: 'Now a crowd: twenty requests at once, and among them one for /movie.xyz, of a type that nobody thought of. The mailbox of the web server fills up, and it takes one message after the other. Then comes the strange one, and it throws.',
      ja: '今度は大勢で押しかけます。20件の要求の中に、誰も想定しなかった種類の /movie.xyz が1件混じっています。Webサーバーのメールボックスは溜まっていき、メッセージは一つずつ処理されます。やがて例の1件の番が来て、例外が投げられます。',
    },
    points: [actor(server, webServer)],
    actions: [get('/index.html', 10), get('/movie.xyz'), get('/index.html', 9)],
    await: { check: failed(webServer, 'UnknownMimeType', 'restart'), withinMs: 10_000 },
    speed: 0.5,
  },
  {
    id: 'mailbox-kept',
    say: {
      en: 'The web server is restarted, and counts its answers from zero. But its mailbox was not touched. Its children were spawned outside the supervision, so they stayed, and the cache forgot nothing. Of twenty requests nineteen are answered.',
      ja: 'Webサーバーは再起動され、返事の数は0から数え直しです。しかしメールボックスはそのまま残りました。子は監視の外側で生成されたので生き続け、キャッシュも何一つ忘れていません。20件のうち19件に返事が届きます。',
    },
    points: [actor(server, webServer), actor(server, cache), participant('client')],
    await: { check: tally('Ok', 23), withinMs: 10_000 },
    checks: [
      {
        type: 'never',
        what: { event: 'ActorStopped', node: server, where: { actor: cache } },
      },
    ],
  },
  {
    id: 'children-stopped',
    say: {
      en: 'The same failure, another choice: restart everything from the setup on, children stopped. Both get PostStop and end, and the new start spawns new ones, empty. Keep children that are dear; stop those that may be part of the trouble.',
      ja: '同じ失敗でも、別の選び方をしてみます。setup からすべてやり直し、子も止める再起動です。子はどちらも PostStop を受けて終わり、新しい空の子が生成されます。大切な子は残し、問題の一部かもしれない子は止めましょう。',
    },
    points: [actor(server, webServer), actor(server, cache), actor(server, filesystem)],
    actions: [
      supervise(webServer, always({ type: 'restart', stopChildren: true }, 'setup')),
      fail(webServer, 'UnknownMimeType'),
      get('/index.html'),
    ],
    await: {
      check: all(
        event('ActorStopped', server, { actor: cache }),
        event('ActorStarted', server, { actor: cache }),
        cached(),
      ),
      withinMs: 5000,
    },
    speed: 0.5,
  },
]

const timeAndLimits: readonly Step[] = [
  {
    id: 'backoff',
    say: {
      en: 'Some trouble passes if one waits. For the file system we choose restart with backoff, and let it fail three times: once at a message, twice at its start. It waits one second, then two, then four. The arc shows how long.',
      ja: '待てば直る問題もあります。ファイルシステムには「時間をおいた再起動(backoff)」を選び、メッセージで1回、起動で2回、合わせて3回失敗させます。待ち時間は1秒、2秒、4秒と延びます。弧が残り時間を示します。',
    },
    points: [actor(server, filesystem)],
    actions: [
      supervise(
        filesystem,
        always({
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
      check: {
        type: 'eventually',
        what: { event: 'ActorBackingOff', node: server, where: { actor: filesystem } },
        times: 3,
      },
      withinMs: 8000,
    },
  },
  {
    id: 'too-late',
    say: {
      en: 'Meanwhile somebody asks for /style.css. The request waits for the restart, four seconds long, but the cache gives up after three. So the file system answers in the end, and nobody is waiting any more: a dead letter.',
      ja: 'その間に、誰かが /style.css を求めます。要求は再起動を4秒待ちますが、キャッシュは3秒で諦めます。ファイルシステムがようやく答えたとき、待っている者はもういません。返事はデッドレターになります。',
    },
    points: [actor(server, filesystem), actor(server, cache)],
    actions: [get('/style.css')],
    await: { check: event('DeadLetter', server, { label: 'FsFound' }), withinMs: 10_000 },
  },
  {
    id: 'limit',
    say: {
      en: 'A supervisor need not try for ever. For the web server we choose restart, at most once a minute, and make it fail twice. The second time the limit is used up, and it stops. The guardian watches it: it gets ChildFailed, and logs it.',
      ja: '監視役は、永遠に試さなくても構いません。Webサーバーに「1分間に1回までの再起動」を選び、2回失敗させます。2回目には上限を使い切っているので、停止します。見守っていたガーディアンに ChildFailed が届き、ログに書かれます。',
    },
    points: [actor(server, webServer), actor(server, guardian)],
    actions: [
      supervise(
        webServer,
        always({ type: 'restart', maxRestarts: 1, withinMs: 60_000, stopChildren: false }, 'handler'),
      ),
      fail(webServer, 'UnknownMimeType', { times: 2 }),
      get('/index.html', 2),
    ],
    await: {
      check: all(
        event('ActorRestarted', server, { actor: webServer }),
        event('SignalDelivered', server, { actor: guardian, signal: 'ChildFailed' }),
      ),
      withinMs: 5000,
    },
    speed: 0.5,
  },
  {
    id: 'dead-letters',
    say: {
      en: 'Five more requests come, and nobody lives at that address. They become dead letters: counted, and kept to be read, but never answered. The browser can only give up.',
      ja: 'さらに5件の要求が届きますが、その宛先にはもう誰もいません。これらもデッドレターになります。数えられ、読むこともできますが、返事は来ません。ブラウザーは諦めるしかありません。',
    },
    points: [participant(server)],
    actions: [get('/index.html', 5)],
    await: {
      check: {
        type: 'eventually',
        what: { event: 'DeadLetter', node: server, where: { label: 'Get' } },
        times: 5,
      },
      withinMs: 5000,
    },
  },
  {
    id: 'start-again',
    say: {
      en: 'The guardian is asked for a web server, and starts one. It has the old name and address, but it is somebody new: no state, no mailbox and no child of the old one came with it.',
      ja: 'ガーディアンに頼んで、Webサーバーを起動してもらいます。名前もアドレスも前と同じですが、別人です。前のものの状態も、メールボックスも、子も、何も引き継いでいません。',
    },
    points: [actor(server, guardian), actor(server, webServer)],
    actions: [startAgain, get('/index.html')],
    await: { check: all(cached('/index.html'), tally('Ok', 24)), withinMs: 5000 },
  },
]

const deathPact: readonly Step[] = [
  {
    id: 'death-pact',
    say: {
      en: 'Last, the file system shall stop at its first failure. The web server watches it and has no answer to its end. That is a death pact: it fails too. Nor has the guardian an answer to that. One after the other goes, and with the guardian the node.',
      ja: '最後に、ファイルシステムが最初の失敗で停止するようにします。Webサーバーはそれを見守っていますが、その終わりに答えるすべがありません。これが death pact で、自分も失敗します。ガーディアンも同じです。一つずつ倒れ、ノードも終わります。',
    },
    points: [actor(server, filesystem), actor(server, webServer), actor(server, guardian)],
    actions: [supervise(filesystem, always({ type: 'stop' })), get('/huge.bin')],
    await: {
      check: eventually({
        event: 'ParticipantStopped',
        where: { participant: server, reason: 'failed' },
      }),
      withinMs: 5000,
    },
    speed: 0.25,
  },
  {
    id: 'yours',
    say: {
      en: 'The node starts again and serves, with everything forgotten. Mistakes of others are answered, failures are left to a supervisor, and each time the question is: what may be lost? Now choose for yourself, and break something.',
      ja: 'ノードは起動し直し、すべてを忘れて再び働き始めます。相手の誤りには返事をし、失敗は監視役に任せる。そのたびに問うのは「何なら失ってもよいか」です。今度は自分で選んで、何かを壊してみてください。',
    },
    points: [participant(server), participant('client')],
    actions: [{ type: 'Start', participant: server }, get('/index.html')],
    await: { check: all(cached('/index.html'), tally('Ok', 25)), withinMs: 5000 },
  },
]

/** The supervised web server of an article on supervision: what each decision keeps, and what it loses. */
export const supervisionDemo: Walkthrough = {
  id: 'supervision-demo',
  scenario: 'web-server',
  seed: 7,
  title: { en: 'Supervision: what survives a failure', ja: 'スーパービジョン: 失敗して何が残るか' },
  about: {
    en: 'Resume, restart, stop, backoff, a limit and a death pact: each failure with its decision, and what is left of state, children and mailbox.',
    ja: '続行、再起動、停止、backoff、上限、そして death pact。失敗ごとの判断と、状態・子・メールボックスの行方を見ます。',
  },
  steps: [
    ...answering,
    ...resumeAndRestart,
    ...resources,
    ...mailboxAndChildren,
    ...timeAndLimits,
    ...deathPact,
  ],
}
