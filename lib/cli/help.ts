/** What `portolan help` prints. */
export const HELP = `Portolan: a chart of AWS networks, what is wrong with them, and proof.

  npx portolan analyze PATH…   counts, gaps and findings
      --format json|table|markdown   json is the default when stdout is no terminal
      --fail-on SEVERITY             exit 3 on a finding at or above critical|high|medium|low|info
      --settings FILE                portolan.yaml: corporate ranges, ports, thresholds
      --include-passed               also what was checked and is right
      --max-unknown N                how many gaps are tolerated before exit 4 (default 0)
  npx portolan convert PATH… -o FILE   any format in, describe documents out
  npx portolan draw PATH… -o FILE      the picture as SVG
      --theme light|dark --scope ID --lens placement --format svg
  npx portolan serve                   the dashboard
      --port 3000 --data ./data --host 127.0.0.1
      --allow-host NAME   behind your own proxy: serves shared links under NAME and nothing
                          else; the dashboard stays on this machine. May be given again.

  npx portolan version                 the version; also --version

  PATH is a file, a folder, a .zip or a .tar.gz with the output of aws ec2 describe-*;
  --sample stands for the built-in estate. docs/collect.sh collects a network in AWS CloudShell.

Exit codes: 0 pass, 1 the tool failed, 2 usage, 3 findings at or above --fail-on, 4 data incomplete.
`
