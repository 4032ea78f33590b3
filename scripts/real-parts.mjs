/** Finds an AWS API server (moto) and the AWS CLI, or installs both into `.cache` with pip. Built-ins only. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, run } from './install.mjs'

const VENV = join(ROOT, '.cache', 'aws')

/** Environment that names both programs, or null where they cannot be had. */
export function findRealParts() {
  const found = onPath()
  if (found) return found
  const inVenv = { MOTO_SERVER: join(VENV, 'bin', 'moto_server'), AWS_CLI: join(VENV, 'bin', 'aws') }
  if (allExist(inVenv)) return inVenv
  process.stderr.write('Installing an AWS API server (moto) and the AWS CLI for the tests into .cache/aws.\n')
  mkdirSync(join(ROOT, '.cache'), { recursive: true })
  if (run('python3', ['-m', 'venv', VENV]) === 0) {
    run(join(VENV, 'bin', 'pip'), ['install', '--quiet', 'moto[server]==5.2.*', 'awscli'])
  }
  return allExist(inVenv) ? inVenv : null
}

function onPath() {
  const parts = { MOTO_SERVER: which('moto_server'), AWS_CLI: which('aws') }
  return parts.MOTO_SERVER && parts.AWS_CLI ? parts : null
}

function which(program) {
  const result = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' })
  const path = result.stdout?.trim()
  return path && spawnSync(path, ['--version']).status !== null ? path : null
}

function allExist(parts) {
  return Object.values(parts).every((path) => existsSync(path))
}
