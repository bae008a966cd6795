// Refuses engine-specific texts of errors, and swallowed errors, wherever they could reach a trace. Also fails when it
// did not read every file.
import { execFileSync } from 'node:child_process'
import ts from 'typescript'
import { errorTextComplaints, isHeldToErrorTexts } from './error-texts.ts'

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'src'])
  .toString()
  .split('\n')
  .filter(isHeldToErrorTexts)
const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, '.')
const complaints = errorTextComplaints(ts.createProgram(files, options), files)

for (const complaint of complaints) console.error(complaint)
console.log(`${files.length} files, ${complaints.length} complaints about texts of errors`)
process.exit(files.length > 0 && complaints.length === 0 ? 0 : 1)
