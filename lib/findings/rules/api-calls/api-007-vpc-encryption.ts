import type { Vpc } from '../../../inventory/network.ts'
import type { VpcEncryptionControl } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { absenceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'

/** Source: VPC guide, "VPC encryption controls". */
export const vpcEncryption: FindingRule = {
  id: 'API-007',
  version: 1,
  title: 'VPC has no encryption control',
  logic:
    'The VPC has an encryption control in mode enforce; its exclusions are named. In mode monitor, what is not encrypted is in no snapshot.',
  charter: charter('A.tls'),
  severity: 'low',
  severityNote: 'Never changes.',
  compliance: nist('SC-8', 'SC-8(1)'),
  needs: ['Vpcs', 'VpcEncryptionControls'],
  sharpenedBy: [],
  check: (context) => {
    const byVpc = new Map(
      [...context.inventory.vpcEncryptionControls.values()].flatMap((each) =>
        each.vpcId === null ? [] : [[each.vpcId, each] as const],
      ),
    )
    return [...context.inventory.vpcs.values()].map((vpc) => outcomeOf(context, vpc, byVpc.get(vpc.id)))
  },
}

function outcomeOf({ inventory }: RuleContext, vpc: Vpc, control: VpcEncryptionControl | undefined): RuleOutcome {
  const subject = subjectFor(vpc, 'vpc', vpc.id)
  if (control?.mode === 'enforce') {
    const { exclusions } = control
    return passed(
      subject,
      exclusions.length === 0
        ? `${named(vpc)} enforces encryption.`
        : `${named(vpc)} enforces encryption, except for ${listWords(exclusions)}.`,
    )
  }
  if (control)
    return undecided(subject, {
      reason: `The encryption control of ${named(vpc)} is in mode ${control.mode}; which resources send clear text is in no snapshot.`,
      remedy: shell`aws ec2 get-vpc-resources-blocking-encryption-enforcement --region ${vpc.region} --vpc-id ${vpc.id}`,
    })
  if (coverageOf(inventory, vpc, 'VpcEncryptionControls') !== 'complete')
    return undecided(subject, {
      reason: `The encryption controls of ${vpc.account} in ${vpc.region} were not all collected.`,
      remedy: shell`aws ec2 describe-vpc-encryption-controls --region ${vpc.region}`,
    })
  return failed(subject, {
    title: `Nothing says whether traffic in ${shortName(vpc.name ?? vpc.id)} is encrypted`,
    description: `VPC ${named(vpc)} has no encryption control, so nobody sees which resources send clear text.`,
    severity: fixed('low', 'what is sent may be encrypted all the same'),
    evidence: [absenceEvidence(vpc, `no encryption control of ${vpc.id}`)],
    remediation: {
      summary: 'Create a control. It starts in mode monitor, which changes nothing; it costs by the hour.',
      cli: [shell`aws ec2 create-vpc-encryption-control --region ${vpc.region} --vpc-id ${vpc.id}`],
      terraform: null,
      console: [`Open the VPC console in ${vpc.region}, Your VPCs, ${vpc.id}, Encryption controls.`],
    },
  })
}
