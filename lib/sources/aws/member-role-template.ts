/**
 * The role that a member account offers, ready to deploy: as an IAM policy, as CloudFormation for one account, as a
 * StackSet for an organisation, as a Terraform module. All of them are made from the table of calls.
 */

import { ACTIONS } from './calls/all-calls.ts'
import { readPolicy } from './session-policy.ts'

export const DEFAULT_ROLE_NAME = 'PortolanReadOnly'

const DESCRIPTION =
  'Lets Portolan read how the network of this account is configured. It reads no data and changes nothing.'

/** What the role may do, in full: one action a call. */
export function iamPolicy(): string {
  return `${JSON.stringify(readPolicy(ACTIONS), null, 2)}\n`
}

/** A template for one account. The external id is a parameter: it is generated for each account, and is no secret. */
export function memberRoleTemplate(): string {
  return `${JSON.stringify(roleTemplate(), null, 2)}\n`
}

/**
 * A template for the management account (or a delegated administrator) that puts the role into every account of the
 * units named. Service-managed StackSets leave out the management account itself: it needs `memberRoleTemplate`.
 * Source: CloudFormation guide, "Create StackSets with service-managed permissions".
 */
export function stackSetTemplate(): string {
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `${DESCRIPTION} For every account of an organisation.`,
    Parameters: {
      ...PARAMETERS,
      OrganizationalUnitIds: {
        Type: 'CommaDelimitedList',
        Description: 'Ids of the organizational units, or of the root, whose accounts get the role',
      },
    },
    Resources: {
      MemberRoles: {
        Type: 'AWS::CloudFormation::StackSet',
        Properties: {
          StackSetName: 'portolan-read-only',
          Description: DESCRIPTION,
          PermissionModel: 'SERVICE_MANAGED',
          AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
          Capabilities: ['CAPABILITY_NAMED_IAM'],
          Parameters: Object.keys(PARAMETERS).map((name) => ({
            ParameterKey: name,
            ParameterValue: { Ref: name },
          })),
          // IAM is global: one Region is enough.
          StackInstancesGroup: [
            {
              DeploymentTargets: { OrganizationalUnitIds: { Ref: 'OrganizationalUnitIds' } },
              Regions: [{ Ref: 'AWS::Region' }],
            },
          ],
          TemplateBody: JSON.stringify(roleTemplate()),
        },
      },
    },
  }
  return `${JSON.stringify(template, null, 2)}\n`
}

/** A module of one file. */
export function memberRoleTerraform(): string {
  const actions = ACTIONS.map((action) => `          ${JSON.stringify(action)},`).join('\n')
  return `# ${DESCRIPTION}

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "trusted_principal_arn" {
  description = "${TRUSTED}"
  type        = string
}

variable "external_id" {
  description = "${EXTERNAL_ID}"
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@:/_-]{2,1224}$", var.external_id))
    error_message = "The external id has 2 to 1224 letters, digits or any of + = , . @ : / _ -"
  }
}

variable "role_name" {
  description = "${ROLE_NAME}"
  type        = string
  default     = "${DEFAULT_ROLE_NAME}"
}

resource "aws_iam_role" "portolan" {
  name                 = var.role_name
  description          = "${DESCRIPTION}"
  max_session_duration = ${SESSION_SECONDS}
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = var.trusted_principal_arn }
        Condition = { StringEquals = { "sts:ExternalId" = var.external_id } }
      },
    ]
  })
}

resource "aws_iam_role_policy" "portolan" {
  name = "read-network-configuration"
  role = aws_iam_role.portolan.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Resource = "*"
        Action = [
${actions}
        ]
      },
    ]
  })
}

output "role_arn" {
  value = aws_iam_role.portolan.arn
}
`
}

const TRUSTED = 'ARN of the role or user that Portolan runs as, the only one that may assume this role'
const EXTERNAL_ID = 'The external id that Portolan shows for this account'
const ROLE_NAME = 'Name of the role'
/** A session lasts an hour at most; a chained one could not last longer. Source: IAM guide, "Role chaining". */
const SESSION_SECONDS = 3600

const PARAMETERS = {
  TrustedPrincipalArn: {
    Type: 'String',
    Description: TRUSTED,
    AllowedPattern: '^arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/.+$',
  },
  ExternalId: {
    Type: 'String',
    Description: EXTERNAL_ID,
    MinLength: 2,
    MaxLength: 1224,
    AllowedPattern: '^[A-Za-z0-9+=,.@:/_-]+$',
  },
  RoleName: { Type: 'String', Description: ROLE_NAME, Default: DEFAULT_ROLE_NAME },
} as const

function roleTemplate() {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: DESCRIPTION,
    Parameters: PARAMETERS,
    Resources: {
      PortolanRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: { Ref: 'RoleName' },
          Description: DESCRIPTION,
          MaxSessionDuration: SESSION_SECONDS,
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: 'sts:AssumeRole',
                Principal: { AWS: { Ref: 'TrustedPrincipalArn' } },
                Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
              },
            ],
          },
          Policies: [{ PolicyName: 'read-network-configuration', PolicyDocument: readPolicy(ACTIONS) }],
        },
      },
    },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['PortolanRole', 'Arn'] } } },
  }
}
