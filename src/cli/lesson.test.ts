import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkLesson } from './check-lesson.ts'
import { reportOf } from './lesson-report.ts'
import { lessonStarts } from './lesson-starts.ts'

const { walkthrough, exercise, prediction } = lessonStarts
const check = async (lesson: unknown, language: 'en' | 'ja' = 'en') => {
  const text = typeof lesson === 'string' ? lesson : JSON.stringify(lesson, null, 2)
  const checked = await checkLesson(text, 'mine.json', language)
  return { report: reportOf(checked, language), problems: checked.problems }
}

describe('a new lesson is proved as it is written:', () => {
  test('a walkthrough', async () => {
    const { report, problems } = await check(walkthrough('mine'))
    expect(problems).toEqual([])
    expect(report.split('\n')).toEqual([
      'mine (walkthrough): A node falls silent',
      expect.stringMatching(/^ {2}✓ step formed {2}reached at \d+\.\d{3} s: all nodes to be Up$/),
      expect.stringMatching(/^ {2}✓ step crash {3}reached at .* s: node-1 to miss .*; lamps lit: 1 of 1$/),
      '  ✓ step crash   prediction: the run confirms unreachable and refutes the others (1)',
      '  ✓ step crash   points at things that exist: 1',
      'Proved: 4 of 4.',
    ])
  })

  test('an exercise with a goal', async () => {
    const { report, problems } = await check(exercise('mine'))
    expect(problems).toEqual([])
    expect(report).toContain('  ✓ start        It does not satisfy the goal.')
    expect(report).toContain('  ✓ idleness     Doing nothing for 60 s does not satisfy the goal.')
    expect(report).toContain('  ✓ solution     It lights all lamps (1) and shows no remark.')
    expect(report).toContain('Proved: 7 of 7.')
  })

  test('an exercise with a prediction, in Japanese', async () => {
    const { report, problems } = await check(prediction('mine'), 'ja')
    expect(problems).toEqual([])
    expect(report).toContain('  ✓ 開始時           正解はまだ見えません。\n')
    expect(report).toContain('  ✓ 答え「both」     誤答で、実行で否定されます。')
  })
})

test('the lessons that docs/authoring.md makes of new ones are proved', async () => {
  const [guide = ''] = readFileSync('docs/authoring.md', 'utf8').split('# Writing a walkthrough\n')
  const [pause, back, repair] = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block]) =>
    block!.trim(),
  )
  const lesson = walkthrough('my-pause')
  const [formed, crash] = lesson.steps
  const paused = { ...crash, ...JSON.parse(`{${pause!.replace(/,$/, '')}}`) }
  expect(paused.actions).not.toEqual(crash!.actions)
  const first = await check({ ...lesson, steps: [formed, paused, JSON.parse(back!)] })
  expect(first.problems).toEqual([])
  expect(first.report).toContain('Proved: 5 of 5.')
  const second = await check({ ...exercise('my-repair'), ...JSON.parse(`{${repair}}`) })
  expect(second.problems).toEqual([])
  expect(second.report).toContain('Number of its acts: 3; par is 3.')
})

describe('a lesson that does not work is not proved:', () => {
  const steps = (change: object) => {
    const lesson = walkthrough('mine')
    return { ...lesson, steps: [lesson.steps[0], { ...lesson.steps[1], ...change }] }
  }
  const late = {
    waiting: { en: 'the end', ja: '終わり' },
    check: { type: 'eventually', what: { event: 'PersistFailed' } },
    withinMs: 10,
  }

  test('a step that is missed, and the steps after it are not tried', async () => {
    const lesson = walkthrough('mine')
    const { report, problems } = await check({
      ...lesson,
      steps: [{ ...lesson.steps[0], await: late }, lesson.steps[1]],
    })
    expect(problems).toEqual([
      expect.stringMatching(/^Step \[formed\] was missed: within 10 virtual ms this was not true: /),
    ])
    expect(report).toContain('Not proved: 1 of 1 failed.')
  })

  test('an answer that the run contradicts, and a dark lamp, each by its own sentence', async () => {
    const second = walkthrough('mine').steps[1]!
    const { problems } = await check(
      steps({
        ask: { ...second.ask, answer: 'down' },
        lamps: [
          {
            check: { type: 'never', what: { event: 'MemberUnreachable' } },
            words: { en: 'All are reachable.', ja: '全員に到達できます。' },
          },
        ],
      }),
    )
    expect(problems).toEqual([
      'Step [crash] has a dark lamp: All are reachable.',
      'Step [crash] asks a question that the run contradicts: The run does not refute the wrong answer unreachable.',
      'Step [crash] asks a question that the run contradicts: The run does not confirm the right answer down.',
    ])
  })

  test('a thing that does not exist; a claim that is missing and a control are not tried', async () => {
    const second = walkthrough('mine').steps[1]!
    const ask = second.ask
    if (ask?.type !== 'choice') throw new Error('It has choices.')
    const [first, { claim: _, ...unclaimed }] = [ask.choices[0]!, ask.choices[1]!]
    const { problems, report } = await check(
      steps({
        points: [
          { type: 'actor', participant: 'node-1', actor: '/user/nobody' },
          { type: 'control', role: 'button', name: { en: 'Next', ja: '次へ' } },
        ],
        ask: { ...ask, choices: [first, unclaimed] },
      }),
    )
    expect(problems).toEqual([
      'Step [crash] points at /user/nobody on node-1, which has not started by its end.',
    ])
    expect(report).toContain('  – step crash   prediction: no claim for down')
    expect(report).toContain('  – step crash   points at the button “Next”, which only a browser can find')
    expect(report).toMatch(/Not proved: 1 of 3 failed\. Not tried: 2, marked –\.$/)
  })

  test('an exercise without a solution that works', async () => {
    const lesson = exercise('mine')
    if (lesson.type !== 'goal') throw new Error('It has a goal.')
    const { problems } = await check({ ...lesson, solution: lesson.remarks[0]!.example })
    expect(problems).toEqual([
      'After the solution one lamp is not lit: The notebook has not been restarted yet.',
      'The solution shows a remark: The notebook can read a 1. Try another number.',
    ])
  })
})

describe('a faulty file is refused with its line, before anything is tried:', () => {
  const text = JSON.stringify(exercise('mine'), null, 2)

  test.each([
    [
      '"scenario": "workbench"',
      '"scenario": "bench"',
      'mine.json, line 5: Scenario [bench] does not exist. Choose one of: cqrs, cqrs-as-printed, web-server, workbench.',
    ],
    [
      '"seed": 1,',
      '"seed": 1, "settings": { "exhibit": "zoo" },',
      'mine.json, line 6: `settings.exhibit` must be',
    ],
    ['"ja": "3です。"', '"ja": "It is the 3."', '`hints[2].ja` is not in Japanese; translate it.'],
    ['"en": "It is the 3."', '"en": "3です。"', '`hints[2].en` is not in English; translate it.'],
    ['"seed": 1,', '"seed": 1,\n"seed": 2,', 'mine.json, line 7: `seed` is there twice. Remove one of them.'],
    ['"type": "goal"', '"kind": "goal"', 'mine.json, line 1: `type` is missing.'],
  ])('%s replaced by %s', async (part, by, sentence) => {
    expect(text).toContain(part)
    const { problems, report } = await check(text.replace(part, by))
    expect(problems[0] ?? '').toContain(sentence)
    expect(report).not.toContain('✓')
  })

  test('a copied translation in a step, which is named', async () => {
    const lesson = JSON.stringify(walkthrough('mine'), null, 2)
    const { problems } = await check(lesson.replace(/"ja": "node-2が.*"/, '"ja": "node-2 crashes again."'))
    expect(problems).toEqual([
      expect.stringMatching(
        /^mine\.json, line \d+, step \[crash\]: `steps\[1\]\.say\.ja` is not in Japanese;/,
      ),
    ])
  })

  test('a file of another kind', async () => {
    const { problems } = await check('{ "header": {} }')
    expect(problems).toEqual([
      'mine.json, line 1: This is no lesson: a walkthrough has `steps`, and an exercise has a `type` and a `situation`.',
    ])
  })
})
