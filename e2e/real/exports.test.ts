/**
 * The exports against what the world reads them with: the schemas of SARIF and OCSF as published, the real AWS CLI
 * against an AWS API server for ASFF, and LibreOffice for the table. The network has hostile names.
 */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../lib/cli/main.ts'
import { toDescribeJson } from '../../lib/describe/describe-json.ts'
import { sketchDocument } from '../../lib/testing/sketch-network.ts'
import { startApiServer } from './api-server.ts'

const { SCHEMA_PYTHON, SARIF_SCHEMA, SOFFICE, MOTO_SERVER, AWS_CLI } = process.env
const HOSTILE = [
  '=HYPERLINK("http://198.51.100.9","open")',
  '+1',
  '-2+3',
  '@SUM(1)',
  '\t=1',
  '<b>&amp;',
  '\u202Egnp.exe',
]

const folder = mkdtempSync(join(tmpdir(), 'portolan-exports-'))
const file = (format: string) => join(folder, `findings.${format}`)

/** A group for each hostile name, open to the world; one log refused, so that all three answers are there. */
function hostileNetwork(): string {
  const open = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }
  const groups = HOSTILE.map((name, index) => ({
    GroupId: `sg-0${index}`,
    GroupName: name,
    OwnerId: '111122223333',
    VpcId: 'vpc-1',
    IpPermissions: [open],
    IpPermissionsEgress: [],
    Tags: [{ Key: 'Name', Value: name }],
  }))
  const interfaces = Object.fromEntries(
    groups.map(({ GroupId }, index) => [`eni-${index}`, { groups: [GroupId], publicIp: `198.51.100.${index + 1}` }]),
  )
  const sketch = { interfaces, elements: { SecurityGroups: groups }, missing: ['FlowLogs' as const] }
  return JSON.stringify(toDescribeJson(sketchDocument(sketch)))
}

async function analyze(format: string): Promise<string> {
  let printed = ''
  const io = {
    out: (text: string) => {
      printed += text
    },
    log: () => {},
    ...{ outIsTerminal: false, logIsTerminal: false, color: false, env: {} },
  }
  await main(['analyze', file('json'), '--include-passed', '--format', format], io)
  writeFileSync(file(format), printed)
  return printed
}

beforeAll(() => writeFileSync(file('json'), hostileNetwork()))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(SCHEMA_PYTHON === undefined || SARIF_SCHEMA === undefined)('the published schemas', () => {
  it('SARIF 2.1.0 holds, and refuses a result with a field of no meaning', async () => {
    const log = JSON.parse(await analyze('sarif'))
    const check = (path: string) =>
      execFileSync(SCHEMA_PYTHON ?? '', ['-W', 'ignore', '-m', 'jsonschema', '-i', path, SARIF_SCHEMA ?? ''], {
        stdio: 'pipe',
      })
    expect(log.runs[0].results.length).toBeGreaterThan(20)
    check(file('sarif'))
    log.runs[0].results[0].bogus = 1
    writeFileSync(file('broken'), JSON.stringify(log))
    expect(() => check(file('broken'))).toThrow()
  })

  it('OCSF 1.6 holds for every event, and refuses an attribute it has not', async () => {
    const events = JSON.parse(await analyze('ocsf'))
    const script = join(import.meta.dirname, 'check_ocsf.py')
    const check = (path: string) =>
      execFileSync(SCHEMA_PYTHON ?? '', [script, path], { encoding: 'utf8', stdio: 'pipe' })
    expect(check(file('ocsf'))).toContain(`${events.length} events, 0 faults`)
    events[0].finding_info.bogus = 1
    writeFileSync(file('broken'), JSON.stringify(events))
    expect(() => check(file('broken'))).toThrow()
  })
})

describe.skipIf(MOTO_SERVER === undefined || AWS_CLI === undefined)('Security Hub', () => {
  it('takes the findings as they are exported, by the real AWS CLI', async () => {
    const { Findings } = JSON.parse(await analyze('asff'))
    const { server, url } = await startApiServer(MOTO_SERVER ?? '')
    try {
      for (let start = 0; start < Findings.length; start += 100) {
        const batch = Findings.slice(start, start + 100)
        writeFileSync(file('batch'), JSON.stringify(batch))
        expect(importBatch(url).SuccessCount).toBe(batch.length)
      }
    } finally {
      server.kill()
    }
  })

  function importBatch(url: string): { SuccessCount: number } {
    const words = ['securityhub', 'batch-import-findings', '--findings', `file://${file('batch')}`, '--output', 'json']
    const env = {
      ...process.env,
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    }
    return JSON.parse(execFileSync(AWS_CLI ?? '', words, { env, encoding: 'utf8' }))
  }
})

describe.skipIf(SOFFICE === undefined)('LibreOffice', () => {
  it('opens the table without one formula, and shows the names as text', async () => {
    await analyze('csv')
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const words = [profile, '--headless', '--convert-to', 'fods', '--outdir', folder, file('csv')]
    execFileSync(SOFFICE ?? '', words, { stdio: 'pipe', timeout: 120_000 })
    const sheet = readFileSync(file('fods'), 'utf8')
    expect(sheet).toContain('HYPERLINK')
    expect(sheet).not.toMatch(/table:formula=|xlink:href=/)
  })

  it('would show one, were a cell not made safe', () => {
    writeFileSync(file('csv'), '=1+1\r\n')
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    execFileSync(SOFFICE ?? '', [profile, '--headless', '--convert-to', 'fods', '--outdir', folder, file('csv')], {
      stdio: 'pipe',
      timeout: 120_000,
    })
    expect(readFileSync(file('fods'), 'utf8')).toMatch(/table:formula=/)
  })
})
