/** Texts of the form that makes an actor fail. Apart from the tables of the page, because they are loaded with the inspector. */
export const failingTexts = {
  title: { en: 'Make it fail', ja: '失敗させる' },
  with: { en: 'Make it fail with', ja: 'このエラーで失敗させる' },
  next: { en: 'Fail on the next message', ja: '次のメッセージで失敗' },
  own: { en: 'another class…', ja: '別のクラス…' },
  ownClass: { en: 'Error class', ja: 'エラーのクラス' },
  more: { en: 'Other ways to fail', ja: 'ほかの失敗のさせ方' },
  fault: { en: 'Kind of failure', ja: '失敗の種類' },
  faults: {
    error: { en: 'throws an error', ja: 'エラーをスローする' },
    'non-error': { en: 'throws a string instead of an error', ja: 'エラーではなく文字列をスローする' },
    'native-error': { en: 'reads a field of undefined', ja: 'undefinedのフィールドを読む' },
    'returns-nothing': { en: 'returns nothing', ja: '何も返さない' },
    'duplicate-name': { en: 'spawns two children with one name', ja: '同じ名前の子アクターを生成する' },
    'illegal-name': { en: 'spawns a child with an invalid name', ja: '不正な名前の子アクターを生成する' },
    'stack-overflow': { en: 'overflows the stack', ja: 'スタックオーバーフローを起こす' },
    'endless-loop': { en: 'never returns', ja: '無限ループに入る' },
  },
  times: { en: 'Times', ja: '回数' },
  during: { en: 'While', ja: 'タイミング' },
  when: {
    message: { en: 'handling a message', ja: 'メッセージの処理中' },
    start: { en: 'starting', ja: '起動中' },
  },
  startHelp: {
    en: 'The actor fails at its next message, restarts, and fails again during that start.',
    ja: 'アクターは次のメッセージで失敗して再起動し、その起動中にもう一度失敗します。',
  },
  nobody: { en: 'no supervisor', ja: 'スーパーバイザーなし' },
  startCannotResume: {
    en: 'A start that fails leaves nothing to resume, so the actor stops.',
    ja: '起動に失敗したアクターには再開できる状態がないため、停止します。',
  },
  beyond: {
    'stack-overflow': {
      en: 'No supervisor may handle a stack overflow: the whole node ends, with all its actors.',
      ja: 'スタックオーバーフローはスーパーバイザーでも処理できません。ノード全体が、すべてのアクターとともに終了します。',
    },
    'endless-loop': {
      en: 'The node hangs until the watchdog ends its worker.',
      ja: 'ウォッチドッグがワーカーを終了するまで、ノードは応答しません。',
    },
  },
} as const
