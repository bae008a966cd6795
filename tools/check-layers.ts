// Checks every import in src against tools/layers.ts, and refuses import circles, types included. Also fails when
// dependency-cruiser returned fewer modules than there are files, because a check of no module would pass.
import { execFileSync } from 'node:child_process'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { describeImportCircles } from './import-circles.ts'
import { refuseImport } from './layers.ts'

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'src'])
  .toString()
  .split('\n')
  .filter(file => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))

const { output } = await cruise(['src'], {
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: 'node_modules' },
  tsConfig: { fileName: 'tsconfig.json' },
  enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.css'] },
})
const modules = (output as ICruiseResult).modules.filter(module => /^src\/.*\.tsx?$/.test(module.source))

const complaints = modules.flatMap(module =>
  module.dependencies.flatMap(({ resolved, couldNotResolve, module: named }) => {
    if (couldNotResolve && named.startsWith('.'))
      return [`${module.source} imports [${named}], which is not there.`]
    if (!/^src\/.*\.tsx?$/.test(resolved)) return []
    const refusal = refuseImport(module.source, resolved)
    return refusal === null ? [] : [refusal]
  }),
)
const graph = new Map(
  modules.map(({ source, dependencies }) => [
    source,
    dependencies.map(({ resolved }) => resolved).filter(file => file.startsWith('src/')),
  ]),
)
complaints.push(...describeImportCircles(graph))
if (modules.length < files.length) {
  complaints.push(`Only ${modules.length} of ${files.length} files were seen: the check itself is broken.`)
}
for (const complaint of complaints) console.error(complaint)
console.log(`${modules.length} modules, ${complaints.length} complaints`)
process.exit(complaints.length === 0 ? 0 : 1)
