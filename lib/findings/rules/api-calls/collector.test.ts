import { describe, expect, it } from 'vitest'
import type { Collector } from '../../../describe/collection-report.ts'
import type { DescribeDocument } from '../../../describe/document.ts'
import { decodeShard, encodeShard } from '../../../describe/shard.ts'
import { readDescribe } from '../../../inventory/read-describe.ts'
import { evaluateEach, passedFindings } from '../../evaluate.ts'
import { DEFAULT_SETTINGS } from '../../settings.ts'

const COLLECTOR: Collector = {
  arn: 'arn:aws:sts::111122223333:assumed-role/PortolanReadOnly',
  credentials: 'temporary',
  minimumTls: 'TLSv1.2',
  forwardSecrecyOnly: true,
}

function documentOf(collector: Collector | null): DescribeDocument {
  const place = { account: '111122223333', region: 'eu-west-1', collectedAt: null }
  const elements = new Map([['Vpcs', [{ VpcId: 'vpc-0a1', CidrBlock: '10.0.0.0/16' }]]] as const)
  const rest = { partial: new Map(), errors: [], origins: new Map() }
  return { ...place, ...rest, elements, ...(collector ? { collector } : {}) }
}

/** Through the stored text, as a snapshot would. */
function findingOf(ruleId: string, more: Partial<Collector> | null) {
  const document = documentOf(more && { ...COLLECTOR, ...more })
  const stored = decodeShard(encodeShard(document).json, { collectedAt: null })
  const evaluation = evaluateEach(readDescribe([stored]), DEFAULT_SETTINGS)
  const found = [...evaluation.findings, ...passedFindings(evaluation)].find((each) => each.ruleId === ruleId)
  if (!found) throw new TypeError(`${ruleId} said nothing`)
  return found
}

// Source: IAM guide, "IAM identifiers", unique id prefixes; VPC guide, "Infrastructure security in Amazon VPC".
describe('who collected, and how', () => {
  it.each([
    ['API-001', {}, 'PASS'],
    ['API-001', { credentials: 'long-lived' }, 'FAIL'],
    ['API-001', { credentials: 'root' }, 'FAIL'],
    ['API-001', null, 'NOT_EVALUATED'],
    ['API-002', {}, 'PASS'],
    ['API-002', { minimumTls: 'TLSv1.3' }, 'PASS'],
    ['API-002', { minimumTls: null, forwardSecrecyOnly: false }, 'PASS'],
    ['API-002', { minimumTls: 'TLSv1.1' }, 'FAIL'],
    ['API-002', { forwardSecrecyOnly: false }, 'FAIL'],
    ['API-002', null, 'NOT_EVALUATED'],
  ] as const)('%s of %o is %s', (rule, more, status) => {
    expect(findingOf(rule, more).status).toBe(status)
  })

  it('names the identity and points at where the document says it', () => {
    const arn = 'arn:aws:iam::111122223333:user/audit'
    const { description, evidence, severity } = findingOf('API-001', { arn, credentials: 'long-lived' })
    expect(description).toContain(arn)
    expect(evidence[0]).toMatchObject({ pointer: '/Source/Collector', account: '111122223333' })
    expect(severity.effective).toBe('high')
  })

  it('an unchanged collector leaves the hash as it is, another one does not', () => {
    const hash = (more: Partial<Collector>) => encodeShard(documentOf({ ...COLLECTOR, ...more })).sha256
    expect(hash({})).toBe(hash({}))
    expect(hash({ credentials: 'root' })).not.toBe(hash({}))
  })

  it('half of what there is to say is nothing', () => {
    const json = encodeShard(documentOf(COLLECTOR)).json.replace('"Credentials":"temporary",', '')
    expect(decodeShard(json, { collectedAt: null }).collector).toBeUndefined()
  })
})
