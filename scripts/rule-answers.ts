/**
 * `npm run rule-answers`: runs the tests of the rules and tells, for each rule, a test that saw it fail, pass and give
 * no verdict. Fails where a rule has an answer that no test has seen. `--write`: docs/rule-tests.md.
 */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CATALOGUE } from '../lib/findings/catalogue.ts'
import type { FindingStatus } from '../lib/findings/finding.ts'
import type { SeenAnswer } from '../lib/testing/record-answers.ts'
import { ruleAnswersDocument, unseenAnswers } from './rule-answers-document.ts'

const ROOT = join(import.meta.dirname, '..')

function seenAnswers(): readonly SeenAnswer[] {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-answers-'))
  const file = join(folder, 'answers.ndjson')
  writeFileSync(file, '')
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const env = { ...process.env, RULE_ANSWERS: file }
  const run = spawnSync(process.execPath, [vitest, 'run', 'lib/findings', '--reporter=dot'], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  })
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  rmSync(folder, { recursive: true })
  if (run.status !== 0) throw new Error('The tests of the rules fail; mend them first.')
  return lines.map((line): SeenAnswer => JSON.parse(line))
}

const answers = new Map<string, Map<FindingStatus, string>>()
for (const { ruleId, status, test } of seenAnswers()) {
  const own = answers.get(ruleId) ?? new Map<FindingStatus, string>()
  answers.set(ruleId, own)
  const known = own.get(status)
  // The same test whatever the order of the files.
  if (known === undefined || test < known) own.set(status, test)
}
const text = ruleAnswersDocument(CATALOGUE, answers)
if (process.argv.includes('--write')) writeFileSync(join(ROOT, 'docs', 'rule-tests.md'), text)
else console.log(text)
const unseen = unseenAnswers(CATALOGUE, answers)
for (const each of unseen) console.error(each)
process.exit(unseen.length === 0 ? 0 : 1)
