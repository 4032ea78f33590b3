/**
 * Runs on the machine's own Node (20 or newer) before anything is installed: built-ins only, plain ES2022.
 * Installs what the lockfile names when it changed, and finds the Node that runs the product.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

const NODE_FLOOR = [22, 15]
const STAMP = join(ROOT, 'node_modules', '.portolan-installed')

/** Brings `node_modules` in line with `package-lock.json`; does nothing when it already is. */
export function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  process.stderr.write('Installing what package-lock.json names; this takes about half a minute.\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const arguments_ = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const result = spawnSync(npm, arguments_, {
    cwd: ROOT,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  })
  if (result.status !== 0) {
    fail('npm ci did not finish. Check that this machine reaches the npm registry, then run the command again.')
  }
  writeFileSync(STAMP, wanted)
}

/** The path of a Node new enough: the one npm brought, else the machine's own. */
export function findNode() {
  const brought = join(ROOT, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  if (existsSync(brought) && runs(brought)) return brought
  if (isRecent(process.versions.node)) return process.execPath
  return fail(
    `Portolan needs Node ${NODE_FLOOR.join('.')} or newer; this is ${process.versions.node}, and npm has no build of Node 24 for ${process.platform}-${process.arch}. Install Node 24 and run the command again.`,
  )
}

/** Runs a program to its end with the product's Node first on PATH; answers its exit code. */
export function run(command, arguments_, environment = {}) {
  const result = spawnSync(command, arguments_, {
    cwd: ROOT,
    stdio: 'inherit',
    env: withNode({ ...process.env, ...environment }),
  })
  if (result.error) throw result.error
  return result.status ?? 1
}

/** The environment with `node_modules/.bin` first, so that `node` is the product's own. */
export function withNode(environment) {
  const separator = process.platform === 'win32' ? ';' : ':'
  return {
    ...environment,
    PATH: [join(ROOT, 'node_modules', '.bin'), environment.PATH].join(separator),
    NEXT_TELEMETRY_DISABLED: '1',
  }
}

export function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

function runs(node) {
  const result = spawnSync(node, ['--version'], { encoding: 'utf8' })
  return result.status === 0 && isRecent(result.stdout.trim().slice(1))
}

function isRecent(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor >= NODE_FLOOR[1])
}
