/** What `portolan help` prints. */
export const HELP = `Portolan: a chart of AWS networks, what is wrong with them, and proof.

  npx portolan analyze PATH…   counts, gaps and findings
      --format json|table|markdown|sarif|ocsf|asff|csv|junit
                                     json is the default when stdout is no terminal
      --fail-on SEVERITY             exit 3 on a finding at or above critical|high|medium|low|info
      --settings FILE                portolan.yaml: corporate ranges, ports, thresholds
      --waivers FILE                 findings people decided to live with (docs/findings.md)
      --baseline FILE                an earlier analysis: fail only on what is new or worse
      --include-passed               also what was checked and is right
      --max-unknown N                how many gaps are tolerated before exit 4 (default 0)
  npx portolan trace PATH… --from A --to B --protocol P [--port N]   can A open a connection to B?
      --family 4|6 --src-ip --dst-ip --src-port --icmp-type --icmp-code --via ARN
      --queries FILE                 an array of questions, or one a line; answers in order
      A and B are internet, an AWS id or ARN, or an address. Without --port it is: on some port?
      Exits 0 when answered, 4 when a verdict is unknown, 2 when a question of FILE is none.
  npx portolan exposure PATH…   everything the internet can reach, with ports and sources
      --max-unknown N                how many gaps are tolerated before exit 4 (default 0)
  npx portolan scopes PATH… --scopes FILE   Network Access Analyzer scopes, all paths they mean
      --amazon                       the four scopes Amazon creates
      --bpa-impact                   what Block Public Access would stop
      --fail-on-found                exit 3 when a path is found; 4 when one may be there
  npx portolan matrix PATH… --by vpc|subnet|security-group|tag:KEY   who can talk to whom on what
  npx portolan charter PATH…    AWS's page on infrastructure security, sentence by sentence
      --format json|table|markdown --settings FILE --max-unknown N
  npx portolan agree PATH… --with FILE   our findings beside Prowler's or Security Hub's
      FILE is Prowler's OCSF JSON or CSV, or Security Hub's findings (ASFF); may be given again.
      --format json|table|markdown --settings FILE --all   also what both agree on
  npx portolan settings         portolan.yaml as it is in effect, with a comment to each setting
      --settings FILE                of this file; without it, the defaults to start from
  npx portolan collect -o FILE         a network read from AWS (docs/collecting.md); exit 4 when not all was read
      --profile P --regions a,b|all  whose credentials, and where; without --profile the default chain
      --role-arn ARN --external-id ID   a role in each account; --role-arn may be given again
      --organization-role NAME --accounts a,b   that role in every member, or in these
      --resume                       go on where a stopped run was
      --endpoint-url URL             a server of your own on this machine; elsewhere with --allow-endpoint
  npx portolan convert PATH… -o FILE   any format in, describe documents out
  npx portolan draw PATH… -o FILE      the picture as SVG
      --theme light|dark --scope ID --lens placement|exposure --format svg
  npx portolan serve                   the dashboard
      --port 3000 --data ./data --host 127.0.0.1
      --settings FILE                another file than portolan.yaml in the data directory
      --waivers FILE                 another file than waivers.yaml there
      --allow-host NAME   behind your own proxy: serves shared links under NAME and nothing
                          else; the dashboard stays on this machine. May be given again.

  npx portolan version                 the version; also --version

  PATH is a file, a folder, a .zip or a .tar.gz with the output of aws ec2 describe-*;
  --sample stands for the built-in estate. docs/collect.sh collects a network in AWS CloudShell.

  trace, exposure, scopes and matrix take --format json|table|markdown and --sample too;
  docs/questions.md says how to ask.

Exit codes: 0 pass, 1 the tool failed, 2 usage, 3 findings at or above --fail-on, 4 data incomplete.
`
