// Runs NAME ARGS...: an app (apps/NAME), a tool (tools/NAME) or a TypeScript file, under Node 24,
// built first where stale.
import { fileURLToPath } from 'node:url';
import { isNewEnough, runUnderNode24, whenNpmEnds } from './node24.mjs';

/** Much is made that lives as long as a batch: with room for it the first start takes a tenth less. */
const YOUNG = '--max-semi-space-size=32';

const [name, ...args] = process.argv.slice(2);
if (!name) {
  console.error('What shall run? For example: npm run serve -- housing');
  process.exit(1);
}
if (isNewEnough) {
  const stop = () => process.kill(process.pid, 'SIGTERM');
  if (process.connected) process.on('disconnect', stop);
  else whenNpmEnds(stop);
  process.channel?.unref();
  const { build } = await import('./build.mjs');
  const main = await build(name).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
  process.setSourceMapsEnabled(true);
  process.argv = [process.argv[0], main, ...args];
  await import(main);
} else runUnderNode24([YOUNG, fileURLToPath(import.meta.url), name, ...args]);
