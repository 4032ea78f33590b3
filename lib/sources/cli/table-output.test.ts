import { describe, expect, it } from 'vitest'
import { eyeOutput } from './table-output.ts'

const table = (title: string) =>
  `-----------------------------------\n|  ${title}  |\n+---------------------------------+\n||             X               ||\n`

describe('eyeOutput', () => {
  it.each([
    ['DescribeVpcs', 'aws ec2 describe-vpcs --output json > vpcs.json'],
    [
      'DescribeVpcPeeringConnections',
      'aws ec2 describe-vpc-peering-connections --output json > vpc-peering-connections.json',
    ],
    ['DescribeTargetGroups', 'aws elbv2 describe-target-groups --output json > target-groups.json'],
    ['DescribeDBInstances', 'aws rds describe-db-instances --output json > db-instances.json'],
    ['ListFunctions', 'aws lambda list-functions --output json > functions.json'],
    ['ListFirewalls', 'aws network-firewall list-firewalls --output json > firewalls.json'],
  ])('tells the command of a table titled %s', (title, command) => {
    expect(eyeOutput(table(title))).toEqual({ style: 'table', command })
  })

  it.each([
    ['VPCS\t10.0.0.0/16\tvpc-0a1\n', 'aws ec2 describe-vpcs --output json > vpcs.json'],
    [
      'SECURITYGROUPS\tweb\tsg-0a1\nIPPERMISSIONS\t22\n',
      'aws ec2 describe-security-groups --output json > security-groups.json',
    ],
    ['RESERVATIONS\t111122223333\tr-1\nINSTANCES\t0\n', 'aws ec2 describe-instances --output json > instances.json'],
    ['DBINSTANCES\t20\n', 'aws rds describe-db-instances --output json > db-instances.json'],
  ])('tells the command of text that begins %j', (text, command) => {
    expect(eyeOutput(text)).toEqual({ style: 'text', command })
  })

  it('takes rows parted by tabs with AWS ids in them for text output', () => {
    expect(eyeOutput('vpc-0123456789abcdef0\t10.0.0.0/16\tavailable\n')?.style).toBe('text')
  })

  it.each([
    ['JSON', '{"Vpcs": []}'],
    ['YAML', 'Vpcs:\n- VpcId: vpc-1\n'],
    ['prose', 'VPCS are networks.'],
    ['tabs without an AWS id', 'a\tb\tc\n'],
    ['a Markdown table', '| Vpcs | b |\n| --- | --- |\n| 1 | 2 |\n'],
    ['YAML that starts with a marker', '---\nVpcs: []\n'],
    ['nothing', ''],
  ])('leaves %s alone', (_name, text) => {
    expect(eyeOutput(text)).toBeNull()
  })

  it('is linear in hostile text', () => {
    const before = performance.now()
    for (const part of ['-', '|', '+-', '| ', 'A\t', ' ']) eyeOutput(part.repeat(100_000))
    expect(performance.now() - before).toBeLessThan(1_000)
  })
})
