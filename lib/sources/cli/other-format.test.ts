import { describe, expect, it } from 'vitest'
import { otherFormatOfBytes, otherFormatOfObject, otherFormatOfText } from './other-format.ts'

const ofObject = (value: object) => otherFormatOfObject(new Set(Object.keys(value)), value)?.format

describe('files of other tools', () => {
  it.each([
    ['terraform-state', { version: 4, terraform_version: '1.9.0', serial: 3, lineage: 'x', resources: [] }],
    ['terraform-state', { version: 3, serial: 1, modules: [] }],
    ['opentofu-encrypted', { encryption_version: 'v0', encrypted_data: 'x', meta: {} }],
    ['terraform-json', { format_version: '1.2', planned_values: {} }],
    ['terraform-json', { format_version: '1.0', values: { root_module: {} } }],
    ['cloudformation', { Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: {} } } }],
    ['cloudformation', { AWSTemplateFormatVersion: '2010-09-09' }],
    ['cdk', { version: '36.0.0', artifacts: {} }],
    ['aws-config', { fileVersion: '1.0', configSnapshotId: 'x', configurationItems: [] }],
    ['aws-config', { Results: ['{"resourceId":"vpc-1"}'] }],
    ['scoutsuite', { services: {}, provider_code: 'aws' }],
    ['ocsf', { class_uid: 2004, metadata: { product: { name: 'Prowler' } } }],
    ['asff', { SchemaVersion: '2018-10-08', ProductArn: 'arn:aws:x', GeneratorId: 'g' }],
    ['steampipe', { columns: [], rows: [] }],
    ['steampipe', { vpc_id: 'vpc-1', akas: [], title: 'x' }],
    ['cloudquery', { _cq_id: 'x', vpc_id: 'vpc-1' }],
    ['resource-explorer', { Resources: [{ ResourceType: 'ec2:vpc' }], ViewArn: 'arn' }],
    ['aws-ip-ranges', { syncToken: '1', prefixes: [] }],
  ])('knows %s by its members', (format, value) => {
    expect(ofObject(value)).toBe(format)
  })

  it.each([
    [{ Vpcs: [] }],
    [{ Resources: {} }],
    [{ Resources: { a: { Type: 'Custom' } } }],
    [{ version: '1.0.0', name: 'package' }],
    [{}],
  ])('does not know %j', (value) => {
    expect(ofObject(value)).toBeUndefined()
  })

  it.each([
    ['scoutsuite', 'scoutsuite_results =\n{"a":1}'],
    ['cloudformation', 'AWSTemplateFormatVersion: "2010-09-09"\n'],
    ['cloudformation', 'Resources:\n  V:\n    Type: AWS::EC2::VPC\n'],
    ['cloudformation', 'Transform: AWS::Serverless-2016-10-31\n'],
    ['flow-logs', 'version account-id interface-id srcaddr\n'],
    ['flow-logs', '2 111122223333 eni-0a1b2c3d 10.0.0.1 10.0.0.2 1 2 6 1 1 1 1 ACCEPT OK\n'],
    ['prowler-csv', 'AUTH_METHOD;TIMESTAMP;CHECK_ID;STATUS\n'],
    ['terraform-hcl', 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n'],
    ['aws-query-xml', '<?xml version="1.0"?>\n<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">'],
  ])('knows %s by its text', (format, text) => {
    expect(otherFormatOfText(text)?.format).toBe(format)
  })

  it.each(['Vpcs:\n- VpcId: vpc-1\n', 'hello', '', 'CHECK_ID'])('leaves %j alone', (text) => {
    expect(otherFormatOfText(text)).toBeNull()
  })

  it.each([
    ['parquet', '50415231'],
    ['png', '89504e470d0a'],
    ['pdf', '255044462d'],
    ['bzip2', '425a6839'],
    ['xz', 'fd377a585a00'],
    ['7z', '377abcaf271c'],
    ['zstd', '28b52ffd'],
  ])('knows %s by its first bytes', (format, hex) => {
    expect(otherFormatOfBytes(Buffer.from(hex, 'hex'))?.format).toBe(format)
  })

  it('says of archives that they are to be unpacked', () => {
    expect(otherFormatOfBytes(Buffer.from('377abcaf271c', 'hex'))?.isArchive).toBe(true)
    expect(otherFormatOfBytes(Buffer.from('89504e470d0a', 'hex'))?.isArchive).toBe(false)
    expect(otherFormatOfBytes(Buffer.from('{"a":1}'))).toBeNull()
  })

  it('is linear in hostile text', () => {
    const before = performance.now()
    for (const part of ['\n', '\n ', ';', 'CHECK_ID', 'resource "', '"x" ', ' Type: AWS::', '1 ', '\n  '])
      otherFormatOfText(part.repeat(20_000))
    expect(performance.now() - before).toBeLessThan(1_500)
  })
})
