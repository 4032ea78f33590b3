import { describe, expect, it } from 'vitest'
import { judgePolicy } from './endpoint-policy.ts'

const allow = (more: object = {}) => ({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', ...more })
const when = (operator: string, key: string, value: unknown = 'o-abc') => ({
  Condition: { [operator]: { [key]: value } },
})
const deny = (more: object) => ({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', ...more })
const policy = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement })

/** Source: IAM guide, "Condition operators", `IfExists` and negated operators; "Multivalued context keys". */
describe('an endpoint policy', () => {
  it.each([
    ['of AWS, for everybody', policy(allow()), 'open'],
    ['with the principal as an object', policy(allow({ Principal: { AWS: ['*'] } })), 'open'],
    ['with one statement and no list', JSON.stringify({ Statement: allow() }), 'open'],
    ['for the organisation', policy(allow(when('StringEquals', 'aws:PrincipalOrgID'))), 'bounded'],
    [
      'for an account, by its number',
      policy(allow(when('StringEquals', 'aws:PrincipalAccount', ['111122223333']))),
      'bounded',
    ],
    ['to resources of the organisation', policy(allow(when('StringEquals', 'aws:ResourceOrgID'))), 'bounded'],
    ['to resources of an account', policy(allow(when('StringLike', 'aws:ResourceAccount', '1111*'))), 'bounded'],
    ['from a VPC, the key in other letters', policy(allow(when('StringEquals', 'AWS:SourceVpc', 'vpc-1'))), 'bounded'],
    [
      'for paths of the organisation',
      policy(allow(when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-a/*'))),
      'bounded',
    ],
    [
      'for the organisation, and beside it for AWS itself',
      policy(
        allow(when('StringEquals', 'aws:PrincipalOrgID')),
        allow(when('Bool', 'aws:PrincipalIsAWSService', 'true')),
      ),
      'bounded',
    ],
    ['for all but AWS itself', policy(allow(when('Bool', 'aws:PrincipalIsAWSService', 'false'))), 'open'],
    ['for any organisation at all', policy(allow(when('StringLike', 'aws:PrincipalOrgID', '*'))), 'open'],
    [
      'for one of two, the other of which is anything',
      policy(allow(when('StringLike', 'aws:PrincipalOrgID', ['o-a', '*']))),
      'open',
    ],
    ['that holds without the key', policy(allow(when('StringEqualsIfExists', 'aws:PrincipalOrgID'))), 'open'],
    ['that holds for no values', policy(allow(when('ForAllValues:StringEquals', 'aws:PrincipalOrgPaths'))), 'open'],
    ['with a condition that is no boundary', policy(allow(when('Bool', 'aws:SecureTransport', 'true'))), 'open'],
    ['for everybody but the organisation', policy(allow(when('StringNotEquals', 'aws:PrincipalOrgID'))), 'open'],
    ['that denies all outsiders', policy(allow(), deny(when('StringNotEquals', 'aws:PrincipalOrgID'))), 'bounded'],
    [
      'that denies outsiders one action',
      policy(allow(), deny({ Action: 's3:PutObject', ...when('StringNotEquals', 'aws:PrincipalOrgID') })),
      'open',
    ],
    ['that denies insiders', policy(allow(), deny(when('StringEquals', 'aws:PrincipalOrgID'))), 'open'],
    [
      'that denies outsiders only under a second condition',
      policy(
        allow(),
        deny({
          Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o' }, Bool: { 'aws:SecureTransport': 'false' } },
        }),
      ),
      'open',
    ],
    ['for one role', policy(allow({ Principal: { AWS: 'arn:aws:iam::111122223333:role/a' } })), 'bounded'],
    ['for one account', policy(allow({ Principal: { AWS: '111122223333' } })), 'bounded'],
    ['to one bucket', policy(allow({ Resource: ['arn:aws:s3:::mine', 'arn:aws:s3:::mine/*'] })), 'bounded'],
    ['to every bucket, by ARN', policy(allow({ Resource: 'arn:aws:s3:::*' })), 'open'],
    ['bounded, and open beside it', policy(allow(when('StringEquals', 'aws:PrincipalOrgID')), allow()), 'open'],
    [
      'for all principals but one',
      policy({ Effect: 'Allow', NotPrincipal: { AWS: '1' }, Action: '*', Resource: '*' }),
      'unknown',
    ],
    ['that is no JSON', '{', 'unknown'],
    ['that is a list', '[]', 'unknown'],
    ['without an effect', policy({ Principal: '*' }), 'unknown'],
  ])('%s', (_, text, expected) => {
    expect(judgePolicy(text, 's3')).toBe(expected)
  })

  const outsiders = when('StringNotEquals', 'aws:PrincipalOrgID')
  const own = { Bool: { 'aws:PrincipalIsAWSService': 'false' } }

  it.each([
    ['every call of its service', policy(allow(), deny({ Action: 's3:*', ...outsiders })), 's3', 'bounded'],
    ['every call of another service', policy(allow(), deny({ Action: 'ec2:*', ...outsiders })), 's3', 'open'],
    [
      'every call of a service with several endpoints',
      policy(allow(), deny({ Action: 'ecr:*', ...outsiders })),
      'ecr.api',
      'bounded',
    ],
    [
      'everything, and spares AWS itself',
      policy(allow(), deny({ Condition: { ...outsiders.Condition, ...own } })),
      's3',
      'bounded',
    ],
    [
      'everything to all but one principal',
      policy(allow(), { Effect: 'Deny', NotPrincipal: { AWS: '111122223333' }, Action: '*', Resource: '*' }),
      's3',
      'unknown',
    ],
    [
      'everything but one bucket',
      policy(allow(), { Effect: 'Deny', Principal: '*', Action: '*', NotResource: 'arn:aws:s3:::mine' }),
      's3',
      'unknown',
    ],
  ])('whose Deny shuts outsiders out of %s', (...[, text, service, expected]) => {
    expect(judgePolicy(text, service)).toBe(expected)
  })
})
