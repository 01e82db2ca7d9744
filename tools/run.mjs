// Runs NAME ARGS...: an app (apps/NAME), a tool (tools/NAME) or a TypeScript file, built first where stale.
import { fileURLToPath } from 'node:url';
import { isNewEnough, runUnderNode24 } from './node24.mjs';

const [name, ...args] = process.argv.slice(2);
if (!name) {
  console.error('What shall run? For example: npm run serve -- housing');
  process.exit(1);
}
if (isNewEnough) {
  // the process in front of this one may be killed without a chance to pass it on
  if (process.connected) process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
  const { build } = await import('./build.mjs');
  const main = await build(name).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
  process.setSourceMapsEnabled(true);
  process.argv = [process.argv[0], main, ...args];
  await import(main);
} else runUnderNode24([fileURLToPath(import.meta.url), name, ...args]);
