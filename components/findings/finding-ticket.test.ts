import { describe, expect, it } from 'vitest'
import { findingOf } from '../../lib/testing/finding-of.ts'
import { findingsTicket, findingTicket } from './finding-ticket.ts'

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
  settingsUsed: { adminPorts: '22, 3389' },
  remediation: {
    summary: 'Remove the rule.',
    cli: ['aws ec2 revoke-security-group-ingress \\', '  --group-id sg-1'],
    terraform: null,
    console: [],
  },
})

describe('findingTicket', () => {
  it('reads as a ticket: title, resource, why, path, evidence with its places, commands, the way back', () => {
    expect(findingTicket(finding, 'http://127.0.0.1:4317/?v=3&finding=f-1')).toBe(
      `## Critical: SSH on bastion-1 is open to the internet (SG-003)

- **Resource:** security-group bastion \`sg-1\` (111122223333, eu-west-1, vpc-1)
- **Exposure:** Reachable from the internet on \`tcp/22\`
- **Charter:** ${finding.charter.sentence}

Any address can open tcp/22.

### Why this severity

- reachable now

### Path

1. Internet: 0.0.0.0/0
2. Route table rtb-1: not collected (not known)

### Evidence

- tcp/22 from 0.0.0.0/0: \`sg-1\` \`/SecurityGroups/3/IpPermissions/0\`
- no flow log: \`vpc-1\`

### Settings used

- \`adminPorts\`: 22, 3389

### Fix

Remove the rule.

\`\`\`sh
aws ec2 revoke-security-group-ingress \\
  --group-id sg-1
\`\`\`

[Open in Portolan](http://127.0.0.1:4317/?v=3&finding=f-1)
`,
    )
  })

  it('says below the facts who decided to live with it, until when and why', () => {
    const mute = { by: 'Ada', reason: 'Replaced in *spring*', until: '2027-01-31', scope: 'SG-003 on sg-1' }
    expect(findingTicket({ ...finding, mute }, null)).toContain(
      `${finding.charter.sentence}

> **Waived until 2027-01-31 by Ada** (SG-003 on sg-1): Replaced in \\*spring\\*

Any address`,
    )
    expect(findingTicket(finding, null)).not.toContain('Waived')
  })

  it('has no link where none may be handed on', () => {
    expect(findingTicket(finding, null)).not.toContain('Open in Portolan')
  })

  it('tells of what was not judged why, and claims neither exposure nor cure', () => {
    const text = findingTicket(
      findingOf({
        status: 'NOT_EVALUATED',
        reasonNotEvaluated: 'FlowLogs was refused by AWS.',
        remediation: { summary: '', cli: [], terraform: null, console: [] },
      }),
      null,
    )
    expect(text).toContain('## Not evaluated:')
    expect(text).toContain('FlowLogs was refused by AWS.')
    expect(text).not.toContain('Exposure')
    expect(text).not.toContain('### Fix')
  })

  it('gives the Terraform where there is no command', () => {
    const remediation = { summary: 'Change it.', cli: [], terraform: 'resource "x" {}', console: [] }
    expect(findingTicket(findingOf({ remediation }), null)).toContain('```hcl\nresource "x" {}\n```')
  })

  it('lets no name become markup, hide a character or end the block of commands', () => {
    const hostile = findingTicket(
      findingOf({
        title: '[click](http://x) safe\u202Egnp.exe',
        description: 'two\u0000\nlines <b>',
        remediation: { summary: 'x', cli: ['aws ec2 --name "```"'], terraform: null, console: [] },
      }),
      null,
    )
    expect(hostile).toContain('\\[click\\]\\(http://x\\) safe⟨U\\+202E⟩gnp.exe')
    expect(hostile).toContain('two⟨U\\+0000⟩\nlines \\<b\\>')
    expect(hostile).toContain('````sh\n')
  })

  it('parts several by a rule, each with its own link', () => {
    const text = findingsTicket([findingOf({ id: 'f-1' }), findingOf({ id: 'f-2' })], (id) => `http://h/?finding=${id}`)
    expect(text.match(/^---$/gm)).toHaveLength(1)
    expect(text).toContain('finding=f-2')
  })
})
