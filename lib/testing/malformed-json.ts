/** Bad JSON, and JSON that is not what it seems. */

import { good, type MalformedInput, oneGood, vpc } from './malformed-input.ts'

const between = (bad: string) => `{"Vpcs":[${JSON.stringify(vpc('vpc-1'))},${bad},${JSON.stringify(vpc('vpc-2'))}]}`

export const MALFORMED_JSON: readonly MalformedInput[] = [
  {
    name: 'JSON cut in the middle of an element',
    files: () => ({ 'a.json': good.slice(0, -30) }),
    code: 'import-truncated',
    kept: 1,
  },
  {
    name: 'JSON cut in the middle of a string',
    files: () => ({ 'a.json': '{"Vpcs":[{"VpcId":"vpc-1"},{"VpcId":"vp' }),
    code: 'import-truncated',
    kept: 1,
  },
  { name: 'only an opening bracket', files: () => ({ 'a.json': '{', ...oneGood }), code: 'import-truncated', kept: 2 },
  {
    name: 'a list where AWS prints a list of objects: numbers',
    files: () => ({ 'a.json': between('1, 2') }),
    code: 'import-bad-element',
    kept: 2,
  },
  {
    name: 'an object where AWS prints a list',
    files: () => ({ 'a.json': '{"Vpcs":{"VpcId":"vpc-1"}}', ...oneGood }),
    code: 'import-bad-element',
    kept: 2,
  },
  {
    name: 'a text where AWS prints a list',
    files: () => ({ 'a.json': '{"Vpcs":"none"}', ...oneGood }),
    code: 'import-bad-element',
    kept: 2,
  },
  {
    name: 'an element without its id',
    files: () => ({ 'a.json': between('{"CidrBlock":"10.0.0.0/16","State":"available"}') }),
    code: 'import-bad-element',
    kept: 2,
  },
  {
    name: 'a field of the wrong type',
    files: () => ({ 'a.json': between('{"VpcId":"vpc-3","CidrBlock":{"a":1}}') }),
    code: 'import-bad-element',
    kept: 3,
  },
  {
    name: 'one element with a syntax error',
    files: () => ({ 'a.json': between('{"VpcId":"vpc-9" "CidrBlock":1}') }),
    code: 'import-bad-element',
    kept: 2,
  },
  {
    name: 'one element with a missing end quote',
    files: () => ({ 'a.json': between('{"VpcId":"vpc-9,\n"State":"available"}') }),
    code: 'import-bad-element',
    kept: 2,
  },
  {
    name: 'a bracket that closes the wrong container',
    files: () => ({ 'a.json': `{"Vpcs":[${JSON.stringify(vpc('vpc-1'))},{"VpcId":"vpc-9"]}` }),
    code: 'import-not-json',
    kept: 1,
  },
  {
    name: 'words behind the JSON',
    files: () => ({ 'a.json': `${good}\nThanks for using this tool` }),
    code: 'import-not-json',
    kept: 2,
  },
  {
    name: 'JavaScript in place of JSON',
    files: () => ({ 'a.json': "{Vpcs: ['a']}", ...oneGood }),
    code: 'import-not-json',
    kept: 2,
  },
  {
    name: 'a million nested lists',
    files: () => ({ 'a.json': '['.repeat(1_000_000) + ']'.repeat(1_000_000), ...oneGood }),
    code: 'import-too-deep',
    kept: 2,
  },
  {
    name: 'a million nested lists as one element',
    files: () => ({ 'a.json': between('['.repeat(1_000_000) + ']'.repeat(1_000_000)) }),
    code: 'import-too-deep',
    kept: 2,
  },
  {
    name: 'an element 100 levels deep',
    files: () => ({ 'a.json': between(`{"VpcId":"vpc-3","a":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`) }),
    code: 'import-too-deep',
    kept: 2,
  },
  {
    name: 'an element larger than the limit',
    files: () => ({ 'a.json': between(`{"VpcId":"vpc-3","State":"${'x'.repeat(9_000)}"}`) }),
    code: 'import-too-large',
    kept: 2,
    limits: { elementBytes: 5_000 },
  },
  {
    name: 'a key of 5,000 characters',
    files: () => ({ 'a.json': `{"${'k'.repeat(5_000)}":1, "Vpcs": [ ${JSON.stringify(vpc('vpc-1'))}, {"VpcId" 1} ]}` }),
    code: 'import-bad-element',
    kept: 1,
  },
  {
    name: '`__proto__` in an element',
    files: () => ({ 'a.json': between('{"VpcId":"vpc-3","__proto__":{"polluted":true}}') }),
    code: 'import-forbidden-key',
    kept: 2,
  },
  {
    name: '`__proto__` written with escapes',
    files: () => ({ 'a.json': between('{"VpcId":"vpc-3","\\u005f_proto__":{"polluted":true}}') }),
    code: 'import-forbidden-key',
    kept: 2,
  },
  {
    name: '`constructor` at the top',
    files: () => ({ 'a.json': `{"constructor":{"prototype":{"polluted":true}},${good.slice(1)}` }),
    code: 'import-forbidden-key',
    kept: 2,
  },
  {
    name: '`prototype` deep inside',
    files: () => ({ 'a.json': between('{"VpcId":"vpc-3","Tags":[{"a":{"prototype":1}}]}') }),
    code: 'import-forbidden-key',
    kept: 2,
  },
  {
    name: 'a number too large for a double',
    files: () => ({ 'a.json': between('{"VpcId":"vpc-3","State":1e999}') }),
    code: 'import-number-kept-as-text',
    kept: 3,
  },
  {
    name: 'an account id of 30 digits',
    files: () => ({ 'a.json': between(`{"VpcId":"vpc-3","OwnerId":${'9'.repeat(30)}}`) }),
    code: 'import-number-kept-as-text',
    kept: 3,
  },
  {
    name: 'one id told in two ways',
    files: () => ({ 'a.json': good, 'b.json': { Vpcs: [{ ...vpc('vpc-1'), CidrBlock: '10.9.0.0/16' }] } }),
    code: 'import-duplicate-id',
    kept: 2,
  },
  {
    name: 'rows whose parent nobody names',
    files: () => ({ 'routes.json': { Routes: [{ DestinationCidrBlock: '10.0.0.0/8', Type: 'static' }] }, ...oneGood }),
    code: 'import-dangling-reference',
    kept: 2,
  },
  {
    name: 'half of a surrogate pair',
    files: () => ({ 'a.json': between('{"VpcId":"vpc-3","Tags":[{"Key":"Name","Value":"\\ud83d"}]}') }),
    code: 'import-encoding',
    kept: 3,
  },
  {
    name: 'Latin-1 bytes in a name',
    files: () => ({
      'a.json': Buffer.from(between('{"VpcId":"vpc-3","Tags":[{"Key":"Name","Value":"Stra\u00dfe"}]}'), 'latin1'),
    }),
    code: 'import-encoding',
    kept: 3,
  },
  {
    name: 'NUL bytes between the values',
    files: () => ({ 'a.json': good.replaceAll(',', ',\u0000'), ...oneGood }),
    code: 'import-unknown-format',
    kept: 2,
  },
  {
    name: 'a query that renamed the fields',
    files: () => ({ 'a.json': [{ Id: 'vpc-0123456789abcdef0', CIDR: '10.0.0.0/16' }], ...oneGood }),
    code: 'import-renamed-keys',
    kept: 2,
  },
  {
    name: 'a query that printed values without names',
    files: () => ({ 'a.json': [['vpc-0123456789abcdef0', '10.0.0.0/16']], ...oneGood }),
    code: 'import-renamed-keys',
    kept: 2,
  },
]
