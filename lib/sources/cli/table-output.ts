/** Output meant for eyes (`--output table`, `--output text`): refused with the command that prints the same as JSON. */

export interface EyeOutput {
  readonly style: 'table' | 'text'
  /** `aws ec2 describe-vpcs --output json > vpcs.json`. */
  readonly command: string
}

const RULE = /^[+|-][-+|]{5,}$/
const TITLE = /^[A-Z][A-Za-z0-9]{3,60}$/
/** Upper-case word, then a tab or the end of the line: the first column of `--output text`. */
const TEXT_LINE = /^([A-Z][A-Z0-9]{2,40})(?:\t|$)/
/** As far as anybody needs to look. Lines are looked at one by one, so that no pattern can run long. */
const HEAD_LINES = 12
const LINE_CHARACTERS = 500

/** First words of `--output text` by the call that prints them. */
const TEXT_WORDS: Readonly<Record<string, string>> = {
  VPCS: 'ec2 describe-vpcs',
  SUBNETS: 'ec2 describe-subnets',
  ROUTETABLES: 'ec2 describe-route-tables',
  NETWORKACLS: 'ec2 describe-network-acls',
  SECURITYGROUPS: 'ec2 describe-security-groups',
  SECURITYGROUPRULES: 'ec2 describe-security-group-rules',
  NETWORKINTERFACES: 'ec2 describe-network-interfaces',
  RESERVATIONS: 'ec2 describe-instances',
  INSTANCES: 'ec2 describe-instances',
  ADDRESSES: 'ec2 describe-addresses',
  INTERNETGATEWAYS: 'ec2 describe-internet-gateways',
  EGRESSONLYINTERNETGATEWAYS: 'ec2 describe-egress-only-internet-gateways',
  NATGATEWAYS: 'ec2 describe-nat-gateways',
  VPNGATEWAYS: 'ec2 describe-vpn-gateways',
  VPNCONNECTIONS: 'ec2 describe-vpn-connections',
  CUSTOMERGATEWAYS: 'ec2 describe-customer-gateways',
  TRANSITGATEWAYS: 'ec2 describe-transit-gateways',
  TRANSITGATEWAYATTACHMENTS: 'ec2 describe-transit-gateway-attachments',
  TRANSITGATEWAYVPCATTACHMENTS: 'ec2 describe-transit-gateway-vpc-attachments',
  TRANSITGATEWAYROUTETABLES: 'ec2 describe-transit-gateway-route-tables',
  VPCPEERINGCONNECTIONS: 'ec2 describe-vpc-peering-connections',
  VPCENDPOINTS: 'ec2 describe-vpc-endpoints',
  PREFIXLISTS: 'ec2 describe-managed-prefix-lists',
  FLOWLOGS: 'ec2 describe-flow-logs',
  DHCPOPTIONS: 'ec2 describe-dhcp-options',
  LOADBALANCERS: 'elbv2 describe-load-balancers',
  LISTENERS: 'elbv2 describe-listeners',
  TARGETGROUPS: 'elbv2 describe-target-groups',
  LOADBALANCERDESCRIPTIONS: 'elb describe-load-balancers',
  DBINSTANCES: 'rds describe-db-instances',
  DBCLUSTERS: 'rds describe-db-clusters',
  FUNCTIONS: 'lambda list-functions',
}

const SERVICES: readonly (readonly [RegExp, string])[] = [
  [/^Describe(?:LoadBalancers|Listeners|TargetGroups|TargetHealth|Rules)$/, 'elbv2'],
  [/^DescribeDB/, 'rds'],
  [/^DescribeCache/, 'elasticache'],
  [/^ListFunctions$/, 'lambda'],
  [/^(?:ListFirewalls|DescribeFirewall)/, 'network-firewall'],
  [/^DescribeClusters$/, 'redshift'],
]

/** What the head of a file says; null when it is not output for eyes. */
export function eyeOutput(head: string): EyeOutput | null {
  const lines = head
    .slice(0, HEAD_LINES * LINE_CHARACTERS)
    .split('\n', HEAD_LINES)
    .map((line) => line.slice(0, LINE_CHARACTERS).trim())
  const [first = '', second = ''] = lines.filter((line) => line !== '')
  if (RULE.test(first) && second.startsWith('|')) {
    const title = lines.map((line) => line.replaceAll('|', '').trim()).find((text) => TITLE.test(text))
    return { style: 'table', command: commandFor(title === undefined ? null : commandOfTitle(title)) }
  }
  const word = TEXT_LINE.exec(first)?.[1]
  const call = word !== undefined && Object.hasOwn(TEXT_WORDS, word) ? TEXT_WORDS[word] : undefined
  if (call !== undefined) return { style: 'text', command: commandFor(call) }
  const isRow = first.split('\t').length > 2 && !/[{}<>]/.test(first) && AWS_ID.test(first)
  return isRow ? { style: 'text', command: commandFor(null) } : null
}

const AWS_ID = /\b(?:vpc|subnet|sg|rtb|acl|eni|i|igw|nat|tgw|pcx|vpce|vgw|eipalloc)-[0-9a-f]{8,17}\b/

/** `DescribeVpcs` is `ec2 describe-vpcs`. */
function commandOfTitle(title: string): string {
  const service = SERVICES.find(([pattern]) => pattern.test(title))?.[1] ?? 'ec2'
  const call = title.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
  return `${service} ${call.toLowerCase()}`
}

function commandFor(call: string | null): string {
  if (call === null) return 'aws ec2 describe-vpcs --output json > vpcs.json'
  const name = (call.split(' ')[1] ?? call).replace(/^(?:describe|list|get)-/, '')
  return `aws ${call} --output json > ${name}.json`
}
