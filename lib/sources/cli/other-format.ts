/** Files of other tools, told by what is in them, so that the person is told what to bring instead. */

import { isRawObject, ownValue } from '../../describe/project-value.ts'

export interface OtherFormat {
  /** As people call it. */
  readonly name: string
  /** Short word for the file report. */
  readonly format: string
}

interface Marked extends OtherFormat {
  /** Every one of these names is a member of the object, or one of an alternative written `a|b`. */
  readonly members: readonly string[]
}

function marked(name: string, format: string, members: string): Marked {
  return { name, format, members: members.split(' ') }
}

const OBJECTS: readonly Marked[] = [
  marked('an encrypted OpenTofu state', 'opentofu-encrypted', 'encryption_version encrypted_data|meta'),
  marked('a Terraform state', 'terraform-state', 'version serial resources|modules|lineage'),
  marked(
    'a Terraform plan or state in JSON',
    'terraform-json',
    'format_version planned_values|values|resource_changes',
  ),
  marked('an AWS Config snapshot', 'aws-config', 'configurationItems|baseConfigurationItems|configSnapshotId'),
  marked('an AWS Config query result', 'aws-config', 'Results QueryInfo'),
  marked('a CloudFormation template', 'cloudformation', 'AWSTemplateFormatVersion'),
  marked('a CDK manifest', 'cdk', 'version artifacts'),
  marked('a CDK construct tree', 'cdk', 'version tree'),
  marked('a ScoutSuite report', 'scoutsuite', 'services provider_code'),
  marked('Prowler or Security Lake findings (OCSF)', 'ocsf', 'class_uid metadata'),
  marked('Prowler findings (ASFF)', 'asff', 'SchemaVersion ProductArn GeneratorId'),
  marked('a Steampipe query result', 'steampipe', 'columns rows'),
  marked('CloudQuery rows', 'cloudquery', '_cq_id|_cq_sync_time'),
  marked('an AWS Resource Explorer result', 'resource-explorer', 'Resources ViewArn|Count'),
  marked('AWS IP address ranges', 'aws-ip-ranges', 'syncToken prefixes'),
  marked('a SARIF log', 'sarif', 'runs version'),
  marked(
    'Steampipe rows',
    'steampipe',
    'vpc_id|subnet_id|group_id|network_interface_id|instance_id akas|title|_ctx|partition',
  ),
]

/** Names of the members tell the format; `sample` is the object when it was read whole. */
export function otherFormatOfObject(names: ReadonlySet<string>, sample: unknown): OtherFormat | null {
  const found = OBJECTS.find(({ members }) =>
    members.every((member) => member.split('|').some((name) => names.has(name))),
  )
  if (found) return found
  if (names.has('Resources') && holdsTemplate(sample))
    return { name: 'a CloudFormation template', format: 'cloudformation' }
  if (names.has('Results') && isRawObject(sample) && holdsTexts(ownValue(sample, 'Results'))) {
    return { name: 'an AWS Config query result', format: 'aws-config' }
  }
  return null
}

function holdsTemplate(sample: unknown): boolean {
  const resources = isRawObject(sample) ? ownValue(sample, 'Resources') : null
  if (!isRawObject(resources)) return false
  return Object.values(resources).some((resource) => {
    const type = isRawObject(resource) ? ownValue(resource, 'Type') : null
    return typeof type === 'string' && type.startsWith('AWS::')
  })
}

function holdsTexts(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === 'string'
}

interface TextMark extends OtherFormat {
  readonly pattern: RegExp
}

function text(name: string, format: string, pattern: RegExp): TextMark {
  return { name, format, pattern }
}

/** Judged on the first few thousand characters; every pattern is linear. */
const TEXTS: readonly TextMark[] = [
  text('a ScoutSuite report', 'scoutsuite', /^\s*scoutsuite_results\s*=/),
  text('a CloudFormation template', 'cloudformation', /^["']?AWSTemplateFormatVersion["']?\s*:/m),
  text(
    'a CloudFormation template',
    'cloudformation',
    /^[ \t]{1,40}["']?Type["']?:[ \t]{0,10}["']?AWS::[A-Za-z0-9]{1,60}::/m,
  ),
  text('a SAM template', 'cloudformation', /^Transform\s*:\s*["']?AWS::Serverless/m),
  text('VPC flow logs', 'flow-logs', /^version account-id interface-id|^\d+ (?:\d{12}|unknown) eni-[0-9a-f]+ /m),
  text('transit gateway flow logs', 'flow-logs', /^version resource-type account-id|^\d+ TransitGateway \d{12} /m),
  text('Prowler findings (CSV)', 'prowler-csv', /^[^\n]{0,2000}CHECK_ID[^\n]{0,2000};|^[^\n]{0,2000};CHECK_ID/),
  text(
    'Terraform source (HCL)',
    'terraform-hcl',
    /^(?:resource|data|provider|module|variable|terraform)\s+(?:"[^"\n]*"\s*){0,2}\{/m,
  ),
  text(
    'an answer of the EC2 Query API (XML)',
    'aws-query-xml',
    /<(?:Describe[A-Za-z]+Response|List[A-Za-z]+Response)\s+xmlns=/,
  ),
]

export function otherFormatOfText(head: string): OtherFormat | null {
  return TEXTS.find(({ pattern }) => pattern.test(head)) ?? null
}

interface Magic extends OtherFormat {
  readonly bytes: readonly number[]
  /** It holds files: the remedy is to unpack it, not to run the AWS CLI. */
  readonly isArchive: boolean
}

function magic(name: string, format: string, bytes: readonly number[]): Magic {
  return { name, format, bytes, isArchive: name.endsWith(' archive') }
}

const MAGICS: readonly Magic[] = [
  magic('a Parquet file', 'parquet', [0x50, 0x41, 0x52, 0x31]),
  magic('a PNG image', 'png', [0x89, 0x50, 0x4e, 0x47]),
  magic('a JPEG image', 'jpeg', [0xff, 0xd8, 0xff]),
  magic('a GIF image', 'gif', [0x47, 0x49, 0x46, 0x38]),
  magic('a PDF document', 'pdf', [0x25, 0x50, 0x44, 0x46]),
  magic('an SQLite database', 'sqlite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66]),
  magic('an old Office document', 'office', [0xd0, 0xcf, 0x11, 0xe0]),
  magic('a program', 'elf', [0x7f, 0x45, 0x4c, 0x46]),
  magic('a bzip2 archive', 'bzip2', [0x42, 0x5a, 0x68]),
  magic('an xz archive', 'xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]),
  magic('a 7-Zip archive', '7z', [0x37, 0x7a, 0xbc, 0xaf]),
  magic('a RAR archive', 'rar', [0x52, 0x61, 0x72, 0x21]),
  magic('a Zstandard archive', 'zstd', [0x28, 0xb5, 0x2f, 0xfd]),
]

export function otherFormatOfBytes(head: Uint8Array): Magic | null {
  return MAGICS.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte)) ?? null
}
