/** Files that are no JSON, and YAML that is none. */

import { type MalformedInput, oneGood } from './malformed-input.ts'

const TABLE = `-----------------------------------------
|              DescribeVpcs             |
+---------------------------------------+
||                Vpcs                 ||
|+-------------------+-----------------+|
||  CidrBlock        |  10.0.0.0/16    ||
`

export const MALFORMED_TEXT: readonly MalformedInput[] = [
  { name: '--output table', files: () => ({ 'vpcs.txt': TABLE, ...oneGood }), code: 'import-table-output', kept: 2 },
  {
    name: '--output text',
    files: () => ({
      'vpcs.txt': 'VPCS\t10.0.0.0/16\tdopt-1\tdefault\tFalse\t111122223333\tavailable\tvpc-0123456789abcdef0\n',
      ...oneGood,
    }),
    code: 'import-table-output',
    kept: 2,
  },
  {
    name: 'an HTML error page',
    files: () => ({ 'vpcs.json': '<!DOCTYPE html><html><body>502 Bad Gateway</body></html>', ...oneGood }),
    code: 'import-unknown-format',
    kept: 2,
  },
  {
    name: 'XML of the EC2 Query API',
    files: () => ({
      'vpcs.xml': '<?xml version="1.0"?>\n<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"/>',
      ...oneGood,
    }),
    code: 'import-other-format',
    kept: 2,
  },
  {
    name: 'any other XML',
    files: () => ({ 'a.xml': '<?xml version="1.0"?><note/>', ...oneGood }),
    code: 'import-unknown-format',
    kept: 2,
  },
  {
    name: 'CSV',
    files: () => ({ 'vpcs.csv': 'VpcId,CidrBlock,State\nvpc-1,10.0.0.0/16,available\n', ...oneGood }),
    code: 'import-unknown-format',
    kept: 2,
  },
  {
    name: 'random bytes',
    files: () => ({ 'a.bin': Buffer.from([1, 2, 3, 0, 255, 254, 0, 9, 0, 0, 7]), ...oneGood }),
    code: 'import-unknown-format',
    kept: 2,
  },
  {
    name: 'a PNG image named .json',
    files: () => ({ 'map.json': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), ...oneGood }),
    code: 'import-other-format',
    kept: 2,
  },
  {
    name: 'a Parquet file',
    files: () => ({ 'a.parquet': Buffer.from('PAR1....PAR1'), ...oneGood }),
    code: 'import-other-format',
    kept: 2,
  },
  {
    name: 'a Terraform state',
    files: () => ({
      'terraform.tfstate': {
        version: 4,
        terraform_version: '1.9.0',
        serial: 1,
        lineage: 'x',
        resources: [{ type: 'aws_vpc', instances: [] }],
      },
      ...oneGood,
    }),
    code: 'import-other-format',
    kept: 2,
  },
  {
    name: 'a CloudFormation template in YAML',
    files: () => ({
      'vpc.yaml': 'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  V:\n    Type: AWS::EC2::VPC\n',
      ...oneGood,
    }),
    code: 'import-other-format',
    kept: 2,
  },
  {
    name: 'VPC flow logs',
    files: () => ({
      'flow.log': '2 111122223333 eni-0123456789abcdef0 10.0.0.1 10.0.0.2 443 50000 6 1 40 1 2 ACCEPT OK\n',
      ...oneGood,
    }),
    code: 'import-other-format',
    kept: 2,
  },
  {
    name: 'a package.json',
    files: () => ({ 'package.json': { name: 'x', version: '1.0.0', dependencies: {} }, ...oneGood }),
    code: 'import-unknown-format',
    kept: 2,
  },
  {
    name: 'YAML that is not YAML',
    files: () => ({ 'a.yaml': 'Vpcs:\n  - VpcId: "vpc-1\n  State: [a\n', ...oneGood }),
    code: 'import-not-json',
    kept: 2,
  },
  {
    name: 'YAML nested 10,000 deep',
    files: () => ({ 'a.yaml': `Vpcs: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`, ...oneGood }),
    code: 'import-too-deep',
    kept: 2,
  },
  {
    name: 'YAML that multiplies itself through anchors',
    files: () => ({ 'a.yaml': laughs(), ...oneGood }),
    code: 'import-archive-bomb',
    kept: 2,
  },
  {
    name: 'YAML larger than the limit',
    files: () => ({ 'a.yaml': `Vpcs:\n${'- VpcId: vpc-1\n'.repeat(1_000)}`, ...oneGood }),
    code: 'import-too-large',
    kept: 2,
    limits: { yamlBytes: 1_000 },
  },
  {
    name: 'a denied call’s message',
    files: () => ({
      'vpcs.json': 'An error occurred (UnauthorizedOperation) when calling the DescribeVpcs operation: no',
      ...oneGood,
    }),
    code: 'import-call-failed',
    kept: 2,
  },
  { name: 'no file at all', files: () => ({}), code: 'import-empty', kept: 0 },
  { name: 'nothing of AWS', files: () => ({ 'a.txt': 'hello' }), code: 'import-no-resources', kept: 0 },
]

/** Nine levels of ten. */
function laughs(): string {
  const lines = ['Vpcs:', '- &a0 {VpcId: vpc-1}']
  for (let level = 1; level < 9; level += 1)
    lines.push(
      `- &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    )
  return `${lines.join('\n')}\n`
}
