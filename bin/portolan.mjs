#!/usr/bin/env node
/** `npx portolan …`: the command line, on the Node the product brings. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildWhenStale } from '../scripts/build.mjs'
import { findNode, install, ROOT } from '../scripts/install.mjs'

install()
if (process.argv[2] === 'serve') buildWhenStale()

const main = join(ROOT, 'lib', 'cli', 'main.ts')
const child = spawn(findNode(), ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)], {
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
