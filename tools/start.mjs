// `npm start`: installs what is missing and opens the playground.
import { spawn } from 'node:child_process'
import { installPackages } from './install.mjs'

installPackages()
// In a terminal the page opens by itself; `--no-open` or CI leaves that to the reader.
const open = process.stdout.isTTY && !process.env.CI && !process.argv.includes('--no-open')
const rest = process.argv.slice(2).filter(argument => argument !== '--no-open')
const vite = spawn(
  process.execPath,
  ['node_modules/vite/bin/vite.js', ...(open ? ['--open'] : []), ...rest],
  {
    stdio: 'inherit',
  },
)
vite.on('exit', code => process.exit(code ?? 0))
