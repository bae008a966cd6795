import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const stamp = 'node_modules/.package-lock.json'

/** Installs the packages of `package-lock.json`, unless they are installed. Exits with a sentence when it cannot. */
export function installPackages() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(
      `Actorium needs Node.js 20.19 or newer; this is ${process.versions.node}. Please update it.`,
    )
    process.exit(1)
  }
  if (existsSync(stamp) && sameVersions()) return
  console.log('Installing packages …')
  // Not `npm ci`: it refuses a lockfile that lacks the native packages of other platforms, and a registry's
  // mirror may hold those of its own platform only. This installs the locked versions and changes no file.
  const { status } = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    console.error('npm could not install the packages. Check the network, then run the same command again.')
    process.exit(1)
  }
}

/** True when every package of the lockfile is installed in its locked version; optional packages may be absent. */
function sameVersions() {
  const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages
  const installed = JSON.parse(readFileSync(stamp, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || installed[path]?.version === entry.version,
  )
}
