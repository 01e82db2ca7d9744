// Runs FILE ARGS... under Node 24: the one that npm installed, or this one where it is new enough.
// Plain JavaScript without dependencies, for any Node from 18 on.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;

export const isNewEnough = Number(process.versions.node.split('.')[0]) >= NEEDED;

function findNode() {
  if (isNewEnough) return process.execPath;
  const path = `../node_modules/node-${process.platform}-${process.arch}/bin/node`;
  const binary = fileURLToPath(new URL(path, import.meta.url));
  return existsSync(binary) ? binary : undefined;
}

/** The process id of the npm that runs this script, by way of a shell; undefined where there is none. */
function npmAbove() {
  try {
    for (let pid = process.ppid, level = 0; level < 3; level++) {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('npm ')) return pid;
      pid = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[1]);
    }
  } catch {
    // no /proc, or at the top of it
  }
  return undefined;
}

/** npm passes a signal to its shell only, and one that is killed passes nothing: nobody shall be left behind. */
export function whenNpmEnds(stop) {
  const npm = npmAbove();
  if (npm === undefined) return;
  const watch = setInterval(() => {
    if (npmAbove() === npm) return;
    clearInterval(watch);
    stop();
  }, 500).unref();
}

/** Runs a script in a child process with this one's input, output, signals and, at its end, exit code. */
export function runUnderNode24(args) {
  const node = findNode();
  if (!node) {
    console.error(
      `Node ${NEEDED} or newer is needed, and this is ${process.version} on ${process.platform}-${process.arch}. ` +
        'On linux-x64 and linux-arm64 npm installs it by itself (npm ci); elsewhere please install it first.',
    );
    process.exit(1);
  }
  // the channel carries nothing: its end tells the child that this process is gone
  const child = spawn(node, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  process.on('SIGINT', () => {}); // a terminal sends it to the child as well
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  whenNpmEnds(() => child.kill('SIGTERM'));
  child.on('error', (error) => {
    console.error(`${node}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) runUnderNode24(process.argv.slice(2));
