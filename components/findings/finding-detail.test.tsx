import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../lib/findings/finding.ts'
import { findingOf } from '../../lib/testing/finding-of.ts'
import { FindingCard, FindingCells } from './finding-cells.tsx'
import { FindingDetail } from './finding-detail.tsx'
import { FindingsEmpty } from './findings-empty.tsx'
import { FindingsTally } from './findings-tally.tsx'

const nothing = () => undefined

const detail = (parts: Partial<Finding>, onBack: (() => void) | null = nothing, onWhatIf: (() => void) | null = null) =>
  renderToStaticMarkup(
    <FindingDetail finding={findingOf(parts)} onBack={onBack} onInspect={nothing} onWhatIf={onWhatIf} />,
  )

/** What a reader reads: no tags, no attributes. */
const words = (markup: string) => markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

const hop = { component: 'rtb-1', label: 'Route table', detail: 'not collected' } as const

describe('the detail of a finding', () => {
  it('offers to think a rule away to its owner, only where the fact is a rule', () => {
    const fact = {
      kind: 'security-group-rule',
      resourceId: 'sg-1',
      pointer: '/SecurityGroups/0',
      account: null,
      region: null,
      excerpt: 'tcp/22 from 0.0.0.0/0',
    } as const
    const evidence = [{ ...fact, networkRuleId: 'sgr-1' }]
    expect(detail({ evidence }, nothing, nothing)).toContain('What if this were removed? tcp/22 from 0.0.0.0/0')
    expect(detail({ evidence }, nothing, null)).not.toContain('What if')
    expect(detail({ evidence: [fact] }, nothing, nothing)).not.toContain('What if')
  })

  it('says severity, exposure and rule in words, not by mark alone', () => {
    const text = words(detail({ exposure: { level: 'internet', path: [] } }))
    expect(text).toContain('Critical')
    expect(text).toContain('Reachable from the internet')
    expect(text).toContain('SG-003')
  })

  it.each([
    ['unknown', 'Not known'],
    ['blocks', 'Blocks here'],
  ] as const)('says in words when a hop is %s', (outcome, said) => {
    const path = [{ ...hop, outcome }]
    expect(words(detail({ exposure: { level: 'unknown', path } }))).toContain(said)
  })

  it('says nothing of a hop that passes but its name and what it decided', () => {
    const path = [{ ...hop, outcome: 'passes' as const }]
    const text = words(detail({ exposure: { level: 'internet', path } }))
    expect(text).toContain('Path, 1 hop')
    expect(text).not.toContain('Not known')
  })

  it('tells where each fact stands, and names the resource where a fact is an absence', () => {
    const evidence = [
      {
        kind: 'security-group-rule',
        resourceId: 'sg-1',
        pointer: '/SecurityGroups/3/IpPermissions/0',
        account: null,
        region: null,
        excerpt: 'tcp/22 from 0.0.0.0/0',
      },
      { kind: 'absence', resourceId: 'vpc-9', pointer: null, account: null, region: null, excerpt: 'no flow log' },
    ] as const
    const text = words(detail({ evidence }))
    expect(text).toContain('tcp/22 from 0.0.0.0/0')
    expect(text).toContain('/SecurityGroups/3/IpPermissions/0')
    expect(text).toContain('no flow log')
    expect(text).toContain('vpc-9')
  })

  it('says that the severity was raised, why, and by which settings', () => {
    const text = words(detail({ settingsUsed: { adminPorts: '22, 3389' } }))
    expect(text).toContain('High by its rule, critical here.')
    expect(text).toContain('reachable now')
    expect(text).toContain('adminPorts')
    expect(text).toContain('22, 3389')
  })

  it('offers only the ways out the rule knows', () => {
    const remediation = { summary: 'Remove it.', cli: ['aws ec2 x'], terraform: null, console: [] }
    const text = words(detail({ remediation }))
    expect(text).toContain('CLI')
    expect(text).not.toContain('Terraform')
    expect(text).not.toContain('Console')
  })

  it('shows one version of a framework on top and every one below', () => {
    const compliance = ['1.2', '7.0'].map((version) => ({
      framework: 'CIS',
      version,
      control: `in ${version}`,
      match: 'exact' as const,
    }))
    const [top, below] = words(detail({ compliance })).split('Asked for by')
    expect(top).toContain('CIS 7.0')
    expect(top).not.toContain('CIS 1.2')
    expect(below).toContain('CIS 7.0 in 7.0 CIS 1.2 in 1.2')
  })

  it('has a way back to the list only where the list is not beside it', () => {
    expect(words(detail({}))).toContain('All findings')
    expect(words(detail({}, null))).not.toContain('All findings')
  })

  it('lets no text of the network become markup or hide a character', () => {
    const markup = detail({ title: '<img src=x onerror=alert(1)>', description: 'a\u202Eb' })
    expect(markup).not.toContain('<img')
    expect(markup).toContain('U+202E')
  })
})

describe('a waived finding', () => {
  const mute = { by: 'Ada', reason: 'The vendor needs it until the move.', until: '2027-01-31', scope: 'finding f-1' }

  it('shows the reason, the end and who decided it in its detail, and still shows what is wrong', () => {
    const text = words(detail({ mute }))
    expect(text).toContain('Waived until 2027-01-31 by Ada The vendor needs it until the move.')
    expect(text).toContain('The waiver is of finding f-1')
    expect(text).toContain('Critical')
    expect(words(detail({}))).not.toContain('Waived')
  })

  it('says so where a waiver has no end', () => {
    expect(words(detail({ mute: { ...mute, by: null, until: null } }))).toContain('Waived without end')
    const ended = words(detail({ waiverLapsed: 'It ended on 2027-01-31.' }))
    expect(ended).toContain('A waiver no longer holds. It ended on 2027-01-31.')
    expect(words(detail({}))).not.toContain('waiver')
  })

  it('is marked in the list and in the panel, with the reason at hand', () => {
    const row = renderToStaticMarkup(<FindingCells marked={false} onMark={nothing} finding={findingOf({ mute })} />)
    const card = renderToStaticMarkup(<FindingCard finding={findingOf({ mute })} />)
    for (const markup of [row, card]) {
      expect(words(markup)).toContain('Waived to 2027-01-31 SSH on bastion-1 is open to the internet')
      expect(markup).toContain('title="Waived until 2027-01-31 by Ada: The vendor needs it until the move."')
    }
  })

  it('lets no text of a waiver become markup', () => {
    expect(detail({ mute: { ...mute, reason: '<img src=x>' } })).not.toContain('<img')
  })
})

describe('a finding in a list', () => {
  it.each([
    [['tcp/22'], 'tcp/22'],
    [['tcp/22', 'tcp/3389', 'udp/53'], 'tcp/22 +2'],
    [[], '–'],
  ])('tells ports %j as %s', (ports, said) => {
    expect(
      words(renderToStaticMarkup(<FindingCells marked={false} onMark={nothing} finding={findingOf({ ports })} />)),
    ).toContain(said)
  })

  it('names the resource by its id when it has no name', () => {
    const resource = { ...findingOf().resource, name: null }
    expect(
      words(renderToStaticMarkup(<FindingCells marked={false} onMark={nothing} finding={findingOf({ resource })} />)),
    ).toContain('sg-1')
  })

  it('says severity and exposure to those who do not see the marks', () => {
    const markup = renderToStaticMarkup(<FindingCard finding={findingOf()} />)
    expect(markup).toContain('aria-label="Critical"')
    expect(markup).toContain('aria-label="Internet now"')
  })
})

describe('below the list', () => {
  const summary = {
    bySeverity: { critical: 1, high: 0, medium: 0, low: 0, info: 0 },
    failed: 1,
    passed: 12,
    notEvaluated: 2,
  }
  const notJudged = findingOf({
    status: 'NOT_EVALUATED',
    ruleId: 'LOG-001',
    reasonNotEvaluated: 'Flow logs were denied.',
  })

  it('counts what passed and what was not evaluated, and says why, once for each reason', () => {
    const text = words(
      renderToStaticMarkup(<FindingsTally summary={summary} findings={[notJudged, { ...notJudged }]} />),
    )
    expect(text).toContain('1 finding · 12 checks passed · 2 not evaluated')
    expect(text).toContain('Flow logs were denied. (2 checks: LOG-001)')
  })

  it('counts what is waived among what fails', () => {
    const mute = { by: null, reason: 'agreed', until: null, scope: 'SG-003' }
    const text = words(renderToStaticMarkup(<FindingsTally summary={summary} findings={[findingOf({ mute })]} />))
    expect(text).toContain('1 finding, 1 of them waived · 12 checks passed')
  })

  it('has one line for each call that would answer, however many checks wait for it', () => {
    const waits = ['RT-001', 'RT-002', 'NACL-001'].map((ruleId) =>
      findingOf({
        status: 'NOT_EVALUATED',
        ruleId,
        reasonNotEvaluated:
          'RouteTables was not collected. To answer: aws ec2 describe-route-tables --region eu-west-1',
      }),
    )
    const markup = renderToStaticMarkup(<FindingsTally summary={summary} findings={waits} />)
    expect(markup.match(/<li/g)).toHaveLength(1)
    expect(words(markup)).toContain(
      'aws ec2 describe-route-tables in eu-west-1 (3 checks: NACL-001, RT-001 and RT-002)',
    )
  })

  it('has nothing to unfold when everything was judged', () => {
    const all = { ...summary, notEvaluated: 0 }
    expect(words(renderToStaticMarkup(<FindingsTally summary={all} findings={[]} />))).not.toContain(
      'could not be judged',
    )
  })
})

describe('an empty list', () => {
  it.each([
    [{ total: 7, gaps: 0 }, 'None of the 7 findings matches.'],
    [{ total: 0, gaps: 0 }, 'No rule failed on what was collected.'],
    [{ total: 0, gaps: 3 }, '3 gaps remain: what they hide was not judged.'],
  ])('of %j says why it is empty, and never that all is safe', (props, said) => {
    const text = words(renderToStaticMarkup(<FindingsEmpty {...props} />))
    expect(text).toContain(said)
    expect(text).not.toMatch(/\bsafe\b|\bsecure\b/i)
  })
})

describe('the path of a finding', () => {
  it('names each thing it crosses, and leads to it', () => {
    const path = [
      { component: 'internet', label: 'Internet', detail: 'any address', outcome: 'passes' },
      {
        component: 'rtb-0f1ba15928346de43',
        label: 'Route table',
        name: 'shop-prod-public',
        detail: '0.0.0.0/0',
        outcome: 'passes',
      },
      { component: 'acl-0f1ba1592834aaaaa', label: 'Network ACL', detail: 'entry 100', outcome: 'passes' },
    ] as const
    const markup = detail({ exposure: { level: 'internet', path } })
    expect(words(markup)).toContain('Route table shop-prod-public')
    expect(words(markup)).toContain('Network ACL …4aaaaa')
    expect(markup).toContain('title="acl-0f1ba1592834aaaaa"')
    expect(markup).not.toContain('title="internet"')
  })
})
