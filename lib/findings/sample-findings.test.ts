import { describe, expect, it } from 'vitest'
import { DESCRIBE_KEYS, type DescribeDocument, type DescribeKey } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import { everyFinding, told } from '../testing/tell-findings.ts'
import { compareSeverity, type Finding } from './finding.ts'

function findingsOf(documents: readonly DescribeDocument[]): readonly Finding[] {
  return everyFinding(readDescribe(documents))
}

function without(key: DescribeKey): readonly DescribeDocument[] {
  return sampleDocuments().map((document) => {
    const elements = new Map(document.elements)
    elements.delete(key)
    return { ...document, elements }
  })
}

/** A page for a reviewer: title, verdict, why, path. */
function page(findings: readonly Finding[]): string {
  const lines = findings
    .filter(({ status }) => status !== 'PASS')
    .flatMap((finding) => [
      `${finding.ruleId} ${told(finding)}`,
      `  ${finding.status === 'FAIL' ? finding.title : (finding.reasonNotEvaluated ?? '')}`,
      ...finding.severity.why.map((why) => `  why: ${why}`),
      ...finding.exposure.path.map(
        ({ label, component, detail }, index) => `  ${index + 1}. ${label} ${component}: ${detail}`,
      ),
      ...finding.evidence.map(
        ({ resourceId, pointer, excerpt }) => `  - ${resourceId} ${pointer ?? 'absent'}: ${excerpt}`,
      ),
    ])
  return `${lines.join('\n')}\n`
}

const FINDINGS = findingsOf(sampleDocuments())

/** One cause is one finding among these. */
const OPEN_PORT_RULES = new Set(['SG-001', 'SG-002', 'SG-003', 'SG-004', 'SG-005', 'SG-006'])

describe('the sample estate', () => {
  it.each([
    ['SG-003', 'critical', 'SSH on bastion-1 is open to the internet'],
    ['SG-004', 'critical', 'Kibana on metrics-1 is open to the internet'],
    ['SG-004', 'critical', 'TCP port 8080 on vpn-test-1 is open to the internet'],
    ['SG-002', 'high', 'UDP port 51820 on vpn-test-1 is open to the internet'],
    ['SG-002', 'high', 'TCP port 8443 on status-page-1 is open to the internet'],
    ['SG-004', 'high', 'Elasticsearch on reports-1 is open by its security group, but not reachable'],
    ['SG-003', 'medium', 'RDP in security group launch-wizard-3 is open to the internet'],
    ['SG-018', 'medium', 'orders-api may open any connection to the internet'],
    ['SG-020', 'high', 'The default security group of shop-prod has rules'],
    ['SG-020', 'high', 'The default security group of shop-dev has rules'],
    ['RT-004', 'medium', 'old-proxy-1 stands in public subnet shop-prod-public-c without need'],
    ['RT-002', 'high', 'Every new subnet of shop-dev is born public'],
    ['TIER-002', 'high', 'Every instance launched in shop-prod-public-a gets a public address'],
    ['TIER-001', 'low', 'shop-dev has no private subnet'],
    ['RT-007', 'medium', 'Route table shop-prod-app-c drops 0.0.0.0/0'],
    ['LOG-001', 'medium', 'Nobody records what reaches shared-services'],
  ])('shows the planted fault: %s %s %s', (ruleId, severity, title) => {
    const found = FINDINGS.filter((finding) => finding.status === 'FAIL' && finding.title === title)
    expect(found.map((finding) => `${finding.ruleId} ${finding.severity.effective}`)).toContain(`${ruleId} ${severity}`)
  })

  it('does not decide about the list of the courier, whose entries were not collected', () => {
    const undecided = FINDINGS.filter(({ status, ruleId }) => status === 'NOT_EVALUATED' && OPEN_PORT_RULES.has(ruleId))
    expect(undecided.map(({ ruleId, resource }) => `${ruleId} ${resource.name}`)).toEqual(['SG-002 courier-hook'])
  })

  it('has titles a line of the panel has room for', () => {
    const long = FINDINGS.map(({ title }) => title).filter((title) => title.length > 85)
    expect(long).toEqual([])
  })

  it('is told on one page, the same each time', async () => {
    await expect(page(FINDINGS)).toMatchFileSnapshot('golden/sample-findings.txt')
  })
})

describe('forgetting a key never makes the estate look safer', () => {
  const before = new Map(FINDINGS.map((finding) => [finding.id, finding]))
  // Where one finding tells several rules, each of them fails.
  const failing = new Set(
    FINDINGS.filter(({ status }) => status === 'FAIL').flatMap((finding) =>
      [finding.ruleId, ...(finding.alsoMatches ?? [])].map((ruleId) => place({ ...finding, ruleId })),
    ),
  )

  const kept = new Map<DescribeKey, readonly Finding[]>()
  const foundWithout = (key: DescribeKey): readonly Finding[] => {
    const found = kept.get(key) ?? findingsOf(without(key))
    kept.set(key, found)
    return found
  }
  const keys = DESCRIBE_KEYS.filter((key) => sampleDocuments().some(({ elements }) => elements.has(key)))

  it.each(keys)('without %s nothing passes that did not, and nothing fails less', (key) => {
    const found = foundWithout(key)
    const passing = found.filter(({ status }) => status === 'PASS')
    expect(passing.filter(({ id }) => before.get(id)?.status !== 'PASS').map(summary)).toEqual([])
    const failures = found.filter(({ status }) => status === 'FAIL')
    expect(failures.filter((finding) => isLowered(finding, before.get(finding.id))).map(summary)).toEqual([])
    // What is not known counts as reachable; a failure told of fewer ports than before is none that is new.
    const fresh = failures.filter(({ exposure }) => exposure.level !== 'unknown')
    expect(fresh.filter((finding) => !failing.has(place(finding))).map(summary)).toEqual([])
    const blind = key === 'NetworkInterfaces' ? failures : []
    expect(blind.filter((finding) => NOBODY.test(sentencesOf(finding))).map(summary)).toEqual([])
  })

  it.each(keys)('without %s what failed fails, or is told to be unknown for its resource or its Region', (key) => {
    const found = foundWithout(key)
    const undecided = new Set(found.filter(({ status }) => status === 'NOT_EVALUATED').map(({ ruleId }) => ruleId))
    const told = new Set(found.filter(({ status }) => status === 'FAIL').map(place))
    const before = FINDINGS.filter(({ status, ruleId }) => status === 'FAIL' && !undecided.has(ruleId))
    expect(before.map(place).filter((each) => !told.has(each))).toEqual([])
  })
})

const NOBODY = /no (?:network )?interface carries|nothing (?:known )?(?:carries|stands)|is (?:in|on) no interface/i

function place({ ruleId, resource }: Finding): string {
  return `${ruleId} ${resource.account} ${resource.region} ${resource.id}`
}

function summary(finding: Finding): string {
  return `${place(finding)}: ${finding.severity.why.join(' ')}`
}

function isLowered({ severity }: Finding, known: Finding | undefined): boolean {
  return known?.status === 'FAIL' && compareSeverity(severity.effective, known.severity.effective) > 0
}

function sentencesOf({ description, severity }: Finding): string {
  return [description, ...severity.why].join(' ')
}
