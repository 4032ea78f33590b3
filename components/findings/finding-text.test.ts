import { describe, expect, it } from 'vitest'
import { findingOf } from '../../lib/testing/finding-of.ts'
import { findingText } from './finding-text.ts'

const finding = findingOf({
  exposure: {
    level: 'internet',
    path: [
      { component: 'internet', label: 'Internet', detail: '0.0.0.0/0', outcome: 'passes' },
      { component: 'rtb-1', label: 'Route table', detail: 'not collected', outcome: 'unknown' },
    ],
  },
  evidence: [
    {
      kind: 'security-group-rule',
      resourceId: 'sg-1',
      pointer: '/SecurityGroups/3/IpPermissions/0',
      account: '111122223333',
      region: 'eu-west-1',
      excerpt: 'tcp/22 from 0.0.0.0/0',
    },
    { kind: 'absence', resourceId: 'vpc-1', pointer: null, account: null, region: null, excerpt: 'no flow log' },
  ],
  remediation: {
    summary: 'Remove the rule.',
    cli: ['aws ec2 revoke-security-group-ingress \\', '  --group-id sg-1'],
    terraform: null,
    console: [],
  },
})

describe('findingText', () => {
  it('reads as a ticket: verdict, resource, path, evidence, cure', () => {
    expect(findingText(finding)).toBe(
      `[Critical] SG-003 SSH on bastion-1 is open to the internet
Resource: security-group bastion (sg-1), account 111122223333, eu-west-1, vpc-1
Exposure: Reachable from the internet on tcp/22

Any address can open tcp/22.

Path
1. Internet: 0.0.0.0/0
2. Route table rtb-1: not collected [unknown]

Evidence
- sg-1 /SecurityGroups/3/IpPermissions/0 tcp/22 from 0.0.0.0/0
- vpc-1 no flow log

Why this severity
- reachable now

Remediation
Remove the rule.
aws ec2 revoke-security-group-ingress \\
  --group-id sg-1
`,
    )
  })

  it('carries no hidden character into a ticket', () => {
    const hostile = findingText(findingOf({ title: 'safe\u202Egnp.exe', description: 'two\u0000\nlines' }))
    expect(hostile).toContain('safe⟨U+202E⟩gnp.exe')
    expect(hostile).toContain('two⟨U+0000⟩\nlines')
  })
})
