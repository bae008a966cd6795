import { readCommandLine } from '../../tools/command-line.mjs'
import { canonicalJson } from '../trace/canonical-json.ts'
import { pinnedRun, runNames, storedRun, stories, writeRun } from './corpus/files.ts'
import { hashOfRun, record } from './corpus/play.ts'

const usage = `Plays the runs in src/cli/corpus/runs and compares their hashes with the pinned ones.

  npm run corpus [-- --update]

  --update     rewrites every run file from its story and prints the changes`

/** True when every run has its pinned hash. */
async function compare(): Promise<boolean> {
  let same = true
  for (const name of runNames()) {
    const { header, actions, until, hash } = pinnedRun(name)
    const computed = await hashOfRun(header, actions, until)
    console.log(
      computed === hash ? `same     ${name}` : `changed  ${name}: pinned ${hash}, computed ${computed}`,
    )
    same = same && computed === hash
  }
  return same
}

async function update(): Promise<void> {
  const remaining = new Set(runNames())
  for (const story of stories) {
    const { name } = story
    const run = await record(story)
    const before = remaining.has(name) ? storedRun(name) : null
    writeRun(name, run)
    if (before === null) console.log(`new      ${name}: ${run.hash}`)
    else if (canonicalJson(before) === canonicalJson(run)) console.log(`same     ${name}`)
    else if (before.hash === run.hash) console.log(`changed  ${name}: its file, not its hash`)
    else console.log(`changed  ${name}: ${before.hash ?? 'an older version'} is now ${run.hash}`)
    remaining.delete(name)
  }
  for (const name of remaining)
    console.log(`kept     ${name}: it has no story; delete its file if it is not wanted`)
}

const { values } = readCommandLine({ usage, options: { update: { type: 'boolean', default: false } } })
if (values.update) await update()
else if (!(await compare())) {
  console.error('If the change is intended, pin the new hashes: npm run corpus -- --update')
  process.exit(1)
}
