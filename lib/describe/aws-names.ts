/** The three spellings of one call: the API's, the AWS CLI's and IAM's. */

/** CLI services whose IAM prefix is another. Source: Service Authorization Reference. */
const IAM_PREFIXES: ReadonlyMap<string, string> = new Map([
  ['elb', 'elasticloadbalancing'],
  ['elbv2', 'elasticloadbalancing'],
  ['opensearch', 'es'],
  ['configservice', 'config'],
])

/** `opensearch` and `DescribeDomains` are `es:DescribeDomains` in a policy. */
export function iamAction(service: string, operation: string): string {
  return `${IAM_PREFIXES.get(service) ?? service}:${operation}`
}

/** `DescribeDBInstances` is `describe-db-instances` on the command line, `ListWebACLs` is `list-web-acls`. */
export function cliOperation(operation: string): string {
  return operation
    .replace(/([A-Z]+)([A-Z](?!s(?![a-z]))[a-z])/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
}
