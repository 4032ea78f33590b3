import { describe, expect, it } from 'vitest'
import { AppError } from '../../errors/app-error.ts'
import { csvRows } from './csv-rows.ts'
import { readForeignFindings } from './read-foreign-findings.ts'

const ARN = 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1'

const ocsf = (change: object = {}) => ({
  class_uid: 2004,
  status_code: 'FAIL',
  status: 'New',
  status_detail: 'Default group sg-1 has rules.',
  severity: 'High',
  metadata: { event_code: 'ec2_securitygroup_default_restrict_traffic', product: { name: 'Prowler' } },
  finding_info: { title: 'Default group restricts traffic', uid: 'x' },
  cloud: { account: { uid: '111122223333' }, region: 'eu-west-1' },
  resources: [{ uid: ARN, region: 'eu-west-1', type: 'AwsEc2SecurityGroup' }],
  ...change,
})

const asff = (change: object = {}) => ({
  SchemaVersion: '2018-10-08',
  ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub',
  GeneratorId: 'security-control/EC2.2',
  AwsAccountId: '111122223333',
  Region: 'eu-west-1',
  Title: 'VPC default security groups should not allow traffic',
  Severity: { Label: 'HIGH' },
  Compliance: { Status: 'FAILED', SecurityControlId: 'EC2.2' },
  Workflow: { Status: 'NEW' },
  RecordState: 'ACTIVE',
  Resources: [{ Type: 'AwsEc2SecurityGroup', Id: ARN, Region: 'eu-west-1' }],
  ...change,
})

const CSV_HEAD = 'ACCOUNT_UID;CHECK_ID;CHECK_TITLE;STATUS;STATUS_EXTENDED;MUTED;SEVERITY;RESOURCE_UID;REGION'
const CSV_ROW = `111122223333;vpc_flow_logs_enabled;Flow logs;PASS;"a; ""b""\nc";True;medium;vpc-1;eu-west-1`

const read = (content: unknown) =>
  readForeignFindings('f.json', typeof content === 'string' ? content : JSON.stringify(content))

function failing(content: unknown): AppError {
  try {
    read(content)
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error('the file was read')
}

describe('Prowler’s OCSF', () => {
  it('is read with check, verdict, resource and place', () => {
    expect(read([ocsf()])).toEqual({
      verdicts: [
        {
          tool: 'Prowler',
          checkId: 'ec2_securitygroup_default_restrict_traffic',
          title: 'Default group restricts traffic',
          status: 'FAIL',
          muted: false,
          resource: ARN,
          account: '111122223333',
          region: 'eu-west-1',
          severity: 'High',
          detail: 'Default group sg-1 has rules.',
          file: 'f.json',
          pointer: '/0',
        },
      ],
      notes: [],
    })
  })

  it.each([
    ['a muted finding', { status: 'Suppressed' }, { muted: true, status: 'FAIL' }],
    ['a check to be done by hand, which is no pass', { status_code: 'MANUAL' }, { status: 'UNKNOWN' }],
    ['a pass', { status_code: 'PASS' }, { status: 'PASS' }],
  ])('tells %s', (_what, change, told) => {
    expect(read([ocsf(change)]).verdicts[0]).toMatchObject(told)
  })

  it('is read one finding a line too', () => {
    const lines = `${JSON.stringify(ocsf())}\n${JSON.stringify(ocsf({ status_code: 'PASS' }))}\n`
    expect(read(lines).verdicts.map(({ status, pointer }) => [status, pointer])).toEqual([
      ['FAIL', '/0'],
      ['PASS', '/1'],
    ])
  })

  it.each([
    ['no check', { metadata: {} }, '/1/metadata/event_code'],
    ['no resource', { resources: [] }, '/1/resources'],
    ['a resource without a name', { resources: [{}] }, '/1/resources/0/uid'],
    ['what is no object', { resources: 7, metadata: null }, '/1/metadata/event_code'],
  ])('loses one finding with %s, and says where it stands', (_what, change, pointer) => {
    const { verdicts, notes } = read([ocsf(), ocsf(change), ocsf()])
    expect(verdicts.map((verdict) => verdict.pointer)).toEqual(['/0', '/2'])
    expect(notes).toEqual([{ file: 'f.json', pointer, message: expect.any(String) }])
  })
})

describe('Security Hub’s ASFF', () => {
  it.each([
    ['a list', [asff()], '/0'],
    ['what get-findings prints', { Findings: [asff()] }, '/Findings/0'],
  ])('is read from %s', (_what, content, pointer) => {
    expect(read(content).verdicts).toMatchObject([
      { tool: 'Security Hub', checkId: 'EC2.2', status: 'FAIL', resource: ARN, severity: 'HIGH', pointer },
    ])
  })

  it.each([
    ['of a standard', 'aws-foundational-security-best-practices/v/1.0.0/EC2.19', 'Security Hub', 'EC2.19'],
    ['of one control', 'security-control/EC2.13', 'Security Hub', 'EC2.13'],
    ['of Prowler', 'prowler-vpc_flow_logs_enabled', 'Prowler', 'vpc_flow_logs_enabled'],
  ])('knows the check by its generator %s', (...[, GeneratorId, tool, checkId]) => {
    expect(read([asff({ GeneratorId, Compliance: { Status: 'PASSED' } })]).verdicts).toMatchObject([{ tool, checkId }])
  })

  it.each([
    ['WARNING', 'UNKNOWN'],
    ['NOT_AVAILABLE', 'UNKNOWN'],
    ['PASSED', 'PASS'],
  ])('reads %s as %s', (Status, status) => {
    expect(read([asff({ Compliance: { Status, SecurityControlId: 'EC2.2' } })]).verdicts[0]?.status).toBe(status)
  })

  it('leaves out what is archived, and marks what is suppressed', () => {
    expect(read([asff({ RecordState: 'ARCHIVED' })])).toEqual({ verdicts: [], notes: [] })
    expect(read([asff({ Workflow: { Status: 'SUPPRESSED' } })]).verdicts[0]?.muted).toBe(true)
  })

  it('points at a resource without an id', () => {
    expect(read({ Findings: [asff({ Resources: [{}] })] }).notes).toMatchObject([
      { pointer: '/Findings/0/Resources/0/Id' },
    ])
  })
})

describe('Prowler’s CSV', () => {
  it('is read with quotes, separators and line ends inside of cells', () => {
    expect(read(`${CSV_HEAD}\r\n${CSV_ROW}\r\n`)).toEqual({
      verdicts: [
        expect.objectContaining({
          checkId: 'vpc_flow_logs_enabled',
          status: 'PASS',
          muted: true,
          resource: 'vpc-1',
          detail: 'a; "b"\nc',
          pointer: '/1',
        }),
      ],
      notes: [],
    })
  })

  it('says which row names no resource', () => {
    const { verdicts, notes } = read(`\uFEFF${CSV_HEAD}\n111122223333;x;t;FAIL;;False;low;;eu-west-1\n${CSV_ROW}`)
    expect(verdicts).toHaveLength(1)
    expect(notes).toEqual([{ file: 'f.json', pointer: '/1', message: 'The row has no RESOURCE_UID.' }])
  })

  it.each([
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,\n"x""y",',
      [
        ['a', ''],
        ['x"y', ''],
      ],
    ],
    ['"open', [['open']]],
    ['', []],
  ])('splits %j', (text, rows) => {
    expect(csvRows(text, ',')).toEqual(rows)
  })
})

describe('a file that is none of these', () => {
  it.each([
    ['other JSON', { Vpcs: [] }, 'import-other-format'],
    ['a list of texts', ['a'], 'import-other-format'],
    ['another CSV', 'a,b\n1,2', 'import-other-format'],
    ['half a JSON', '[{"class_uid": 2004', 'import-not-json'],
  ])('is refused by name: %s', (_what, content, code) => {
    expect(failing(content)).toMatchObject({ code, place: { file: 'f.json' } })
  })
})
