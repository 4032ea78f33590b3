import type { NetworkInterface } from '../../../inventory/network.ts'
import type { Database } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { holds } from '../../../net/interval-set.ts'
import { TCP } from '../../../net/protocol.ts'
import { internetPath } from '../../../reachability/internet-path.ts'
import { charter } from '../../charter.ts'
import { awsConfig, cis, fsbp, nist, pci } from '../../compliance.ts'
import { distinctEvidence, findingHops, pathEvidence, resourceEvidence } from '../../evidence.ts'
import type { Remediation } from '../../finding.ts'
import { type Front, internetFronts, internetTest, reachOfFront } from '../../internet-fronts.ts'
import { mayBeOpen, openingOfPort } from '../../opening-cause.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { tierFactsOf } from '../../tier-facts.ts'
import { shortName } from '../../wording.ts'
import { describeStore, isNeverPublic, isOutsideVpc, storeName } from './data-stores.ts'

/** Source: RDS user guide, "Hiding a DB instance in a VPC from the internet"; Redshift management guide, public accessibility. */
export const dataStoreReachable: FindingRule = {
  id: 'TIER-006',
  version: 1,
  title: 'Data store reachable from the internet',
  logic:
    'The data store is publicly accessible and the internet reaches its port on one of its interfaces: public address, route, network ACL both ways and the union of its security groups. Publicly accessible alone does not fail.',
  charter: charter('C.subnets-per-tier'),
  severity: 'critical',
  severityNote: 'Only what is really reached fails.',
  compliance: [
    fsbp('RDS.2'),
    fsbp('Redshift.1'),
    fsbp('Redshift.15'),
    awsConfig('rds-instance-public-access-check'),
    awsConfig('redshift-unrestricted-port-access'),
    ...cis({ '2.0': '2.3.3', '3.0': '2.3.3', '4.0.1': '2.2.3', '5.0': '2.2.3', '6.0': '3.2.3', '7.0': '3.2.3' }),
    ...nist('AC-4', 'AC-6', 'SC-7'),
    ...pci('4.0', '1.3.1', '1.4.4'),
  ],
  needs: [],
  sharpenedBy: ['DBInstances', 'RedshiftClusters', 'NetworkInterfaces', 'SecurityGroups', 'RouteTables', 'NetworkAcls'],
  check: (context) => {
    const fronts = frontsByStore(context)
    return [...context.inventory.databases.values()]
      .filter((store) => store.service !== 'rds-cluster' && !isPublicDomain(store))
      .map((store) => outcomeOf(context, store, fronts.get(store.id) ?? []))
  },
}

/** No interface of ours leads to it: TIER-011 tells that it stands outside of every VPC. */
function isPublicDomain(store: Database): boolean {
  return store.service === 'opensearch' && isOutsideVpc(store)
}

/** The fronts that are interfaces of a data store, by its id: few meet the internet at all. */
function frontsByStore({ network }: RuleContext): ReadonlyMap<string, readonly Met[]> {
  const facts = tierFactsOf(network)
  const found = new Map<string, Met[]>()
  for (const front of internetFronts(network)) {
    for (const one of front.interfaces) {
      const store = facts.databaseOf(one)
      if (!store) continue
      const own = found.get(store.id)
      if (own) own.push({ front, one })
      else found.set(store.id, [{ front, one }])
    }
  }
  return found
}

interface Met {
  readonly front: Front
  readonly one: NetworkInterface
}

function outcomeOf(context: RuleContext, store: Database, met: readonly Met[]): RuleOutcome {
  const subject = subjectFor(store, store.service, store.vpcId)
  if (isNeverPublic(store)) return passed(subject, () => `${storeName(store)} has private addresses only.`)
  const { port } = store
  const isInternet = internetTest(context.settings)
  const reached = met.find(({ front }) => port !== null && holds(reachOfFront(front, isInternet).certain.tcp, port))
  if (reached && port !== null) return failure(context, store, { ...reached, port })
  if (store.publiclyAccessible === false)
    return passed(subject, () => `${storeName(store)} is not publicly accessible.`)
  const mayOpen =
    port === null ||
    store.securityGroupIds.length === 0 ||
    openingOfPort(context, store.securityGroupIds, port) !== null ||
    mayBeOpen(context, store.securityGroupIds, port)
  if (store.publiclyAccessible && !mayOpen) {
    return passed(
      subject,
      () => `${storeName(store)} is publicly accessible, but its groups do not open its port to the internet.`,
    )
  }
  if (store.publiclyAccessible && isShut(context, store, met)) {
    return passed(
      subject,
      () => `${storeName(store)} is publicly accessible, but the internet does not get to its port.`,
    )
  }
  return undecided(subject, {
    reason: store.publiclyAccessible
      ? `${storeName(store)} is publicly accessible and its groups open its port, or may; whether the internet gets to it could not be told from its interfaces.`
      : `Whether ${storeName(store)} is publicly accessible was not told.`,
    remedy: [
      describeStore(store),
      shell`aws ec2 describe-network-interfaces --region ${store.region} --filters Name=group-id,Values=${store.securityGroupIds.join(',') || '<groups>'}`,
    ].join('; '),
  })
}

/** Its interfaces are known and nothing of the internet reaches any of them, not even perhaps. */
function isShut({ network, inventory }: RuleContext, store: Database, met: readonly Met[]): boolean {
  if (met.length > 0) return false
  const facts = tierFactsOf(network)
  const own = store.securityGroupIds.flatMap((id) => network.index.interfacesBySecurityGroup.get(id) ?? [])
  return own.some((one) => facts.databaseOf(one)?.id === store.id && inventory.networkInterfaces.has(one.id))
}

function failure(context: RuleContext, store: Database, { one, port }: Met & { readonly port: number }): RuleOutcome {
  const { inventory } = context
  const path = internetPath(inventory, { interfaceId: one.id, family: 4, protocol: TCP, ports: [[port, port]] })
  const opening = openingOfPort(context, one.securityGroupIds, port)
  return failed(subjectFor(store, store.service, store.vpcId), {
    title: `Data store ${shortName(store.name ?? store.id)} is reachable from the internet`,
    description: `Anybody can connect to ${storeName(store)} on port ${port}: it is publicly accessible (${one.id}), and routes, network ACL and security groups let the internet through. A password is all that protects the data.`,
    severity: fixed('critical', 'the internet reaches the port of the data store now'),
    exposure: { level: 'internet', path: findingHops(inventory, path.hops) },
    related: [
      { role: 'exposed-interface', id: one.id },
      { role: 'subnet', id: one.subnetId },
      ...one.securityGroupIds.map((id) => ({ role: 'security-group', id })),
    ],
    ports: [`tcp/${port}`],
    evidence: distinctEvidence([
      resourceEvidence(inventory, store, { excerpt: 'PubliclyAccessible: true', field: 'PubliclyAccessible' }),
      ...pathEvidence(inventory, path.hops),
      ...(opening?.evidence ?? []),
    ]),
    remediation: hideStore(store),
    cause: opening?.cause ?? store.id,
  })
}

function hideStore(store: Database): Remediation {
  const { service, region, name, id } = store
  const called = name ?? id
  return {
    summary:
      'Switch public accessibility off and narrow its security group to the application. Clients that connect from the internet are cut off.',
    cli: [
      service === 'redshift'
        ? shell`aws redshift modify-cluster --region ${region} --cluster-identifier ${called} --no-publicly-accessible`
        : shell`aws rds modify-db-instance --region ${region} --db-instance-identifier ${called} --no-publicly-accessible --apply-immediately`,
    ],
    terraform: `resource "${service === 'redshift' ? 'aws_redshift_cluster' : 'aws_db_instance'}" "this" {\n  ${terraformComment(called)}\n  publicly_accessible = false\n}`,
    console: [
      `Open the console of the service in ${region}, ${called}, Modify, Connectivity, and choose Not publicly accessible.`,
    ],
  }
}
