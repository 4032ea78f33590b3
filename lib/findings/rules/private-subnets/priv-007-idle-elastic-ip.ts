import type { ElasticIp } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { formatAddress } from '../../../net/prefix.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { named } from '../../wording.ts'

/** Source: EC2 user guide, "Elastic IP addresses". */
export const idleElasticIp: FindingRule = {
  id: 'PRIV-007',
  version: 1,
  title: 'Elastic IP is attached to nothing',
  logic: 'An Elastic IP has no association, no interface and no instance, and no NAT gateway names it.',
  charter: charter('G.private-subnets'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [fsbp('EC2.12', 'exact'), awsConfig('eip-attached', 'exact')],
  needs: ['Addresses'],
  sharpenedBy: ['NatGateways'],
  check: (context) => [...context.inventory.elasticIps.values()].map((address) => outcomeOf(context, address)),
}

function outcomeOf({ inventory }: RuleContext, address: ElasticIp): RuleOutcome {
  const subject = subjectFor(address, 'elastic-ip', null)
  const text = formatAddress(address.publicIp)
  const byNat = [...inventory.natGateways.values()].some(({ addresses }) =>
    addresses.some(({ allocationId, publicIp }) => allocationId === address.id || publicIp === text),
  )
  if (address.associationId || address.networkInterfaceId || address.instanceId || byNat)
    return passed(subject, () => `${text} is in use.`)
  return failed(subject, {
    title: `Elastic IP ${text} is attached to nothing`,
    description: `${named(address)}, ${text}, is attached to nothing. It costs money, and one command puts whatever it is attached to on the internet. Allow lists of others may still name it.`,
    severity: fixed('low', 'nothing answers at it'),
    evidence: [resourceEvidence(inventory, address, { excerpt: `${text} has no association` })],
    remediation: {
      summary: 'Release it once nobody names it in an allow list or a DNS record: the address is lost for good.',
      cli: [shell`aws ec2 release-address --region ${address.region} --allocation-id ${address.id}`],
      terraform: terraformComment(`${address.id}: remove its aws_eip.`),
      console: [
        `Open the VPC console in ${address.region}, Elastic IPs, ${text}.`,
        'Choose Actions, Release Elastic IP addresses, and confirm.',
      ],
    },
  })
}
