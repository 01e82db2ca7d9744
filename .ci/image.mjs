// The image as docs/operations.md starts it: built, everything in one contained process, the demo of a few
// villages, killed and started again.
import { askCity, build, docker, tell, until } from './docker.mjs';

const name = `jiedui-ci-${process.pid}`;
const token = 'a-token-for-the-trial-only';

/** Resolves when it is healthy, and has said so many times that the demo is there. */
async function ready(times) {
  await until('it is healthy', () => {
    const states = docker('inspect', '--format={{.State.Status}} {{.State.Health.Status}}', name);
    if (!states.startsWith('running')) throw new Error(docker('logs', name));
    return states.endsWith(' healthy');
  });
  await until('the demo is there', () => docker('logs', name).split('Ready: ').length > times, 15);
  return askCity(`http://${docker('port', name, '8080/tcp')}`, token);
}

try {
  build(`${name}:try`);
  tell(`built: ${Math.round(docker('image', 'inspect', '--format={{.Size}}', `${name}:try`) / 1e6)} MB`);
  const contained = ['--read-only', '--tmpfs=/tmp', '--cap-drop=ALL', '--security-opt=no-new-privileges'];
  const settings = ['--publish=127.0.0.1::8080', `--volume=${name}:/data`, `--env=JIEDUI_TOKEN=${token}`];
  const command = [`${name}:try`, 'platform/main.mjs', '--villages=10'];
  docker('run', '--detach', `--name=${name}`, ...contained, ...settings, ...command);
  const before = await ready(1);
  tell(`memory ${docker('stats', '--no-stream', '--format={{.MemUsage}}', name)}`);
  docker('kill', name);
  docker('start', name);
  if ((await ready(2)) !== before) throw new Error('the city differs after docker kill');
  tell('the city is the same after docker kill');
} finally {
  docker('rm', '--force', name);
  docker('volume', 'rm', '--force', name);
  docker('image', 'rm', '--force', `${name}:try`);
}
