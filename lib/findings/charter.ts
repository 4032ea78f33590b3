/**
 * The charter: what AWS's page "Infrastructure security in Amazon VPC" asks for, sentence by sentence, in our words.
 * It exists in two versions; this is the union, and a sentence that only the older one has says so.
 */

/** The bullets of the page, in its order. */
export type CharterBullet = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M'

export const CHARTER_BULLETS: Readonly<Record<CharterBullet, string>> = {
  A: 'API calls',
  B: 'Separate VPCs',
  C: 'Subnet tiers',
  D: 'PrivateLink',
  E: 'Security groups',
  F: 'Network ACLs',
  G: 'Private subnets',
  H: 'Route tables',
  I: 'Management traffic',
  J: 'VPN and Direct Connect',
  K: 'Flow logs',
  L: 'Security Hub',
  M: 'In-line inspection',
}

export interface CharterSentence {
  readonly bullet: CharterBullet
  /** Frozen: exports and links hold it. */
  readonly sentenceId: SentenceId
  readonly sentence: string
}

const SENTENCES = {
  'A.tls': 'Clients that call the API use TLS 1.2 or later, TLS 1.3 where they can, with perfect forward secrecy.',
  'A.signed': 'API requests are signed, by preference with temporary credentials of the Security Token Service.',
  'B.vpc-per-workload': 'Use separate VPCs to isolate infrastructure by workload or organisational entity.',
  'C.subnets-per-tier':
    'Use subnets to isolate the tiers of an application, and private subnets for whatever need not be reached directly from the internet.',
  'D.privatelink': 'Use PrivateLink to keep calls to AWS services inside private networks.',
  'E.security-groups-first':
    'Security groups are the primary control of what reaches an instance; open them only to the sources that need it, such as corporate ranges.',
  'F.network-acls-second':
    'Network ACLs are a second, stateless line: use them sparingly, for defence in depth, in case an instance was launched without the right security group.',
  'G.private-subnets':
    'Keep instances in private subnets, reach them through a bastion host, and let them out through a NAT gateway.',
  'H.minimum-routes': 'Configure subnet route tables with the minimum of routes that connectivity requires.',
  'H.direct-internet-only':
    'Place only instances that require direct internet access into subnets with a route to an internet gateway.',
  'H.internal-networks-only':
    'Place only instances that require access to internal networks into subnets with a route to a virtual private gateway.',
  'I.management-apart':
    'Use additional security groups or network interfaces to control and audit management traffic apart from the traffic of the application.',
  'J.private-connections': 'Use VPN or Direct Connect for private connections from remote networks to your VPCs.',
  'K.flow-logs': 'Use VPC Flow Logs to watch the traffic that reaches your instances.',
  'L.security-hub': 'Use Security Hub to check for unintended network access to your instances.',
  'M.in-line-inspection':
    'Inspect and filter traffic in line, with gateways or proxies of your own or with AWS Network Firewall.',
} as const

export type SentenceId = keyof typeof SENTENCES

/** Every sentence, in the order of the page. */
export const CHARTER: readonly CharterSentence[] = (Object.keys(SENTENCES) as SentenceId[]).map(charter)

export function charter(sentenceId: SentenceId): CharterSentence {
  return { bullet: sentenceId.slice(0, 1) as CharterBullet, sentenceId, sentence: SENTENCES[sentenceId] }
}
