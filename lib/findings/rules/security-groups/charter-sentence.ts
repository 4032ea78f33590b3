/** The part of "Infrastructure security in Amazon VPC" these rules come from, in our words. */
export const SECURITY_GROUP_SENTENCE =
  'Security groups are the primary control of what reaches an instance; open them only to the sources that need it, such as corporate ranges.'
