import { start } from '@jiedui/web';

start(document.getElementById('page')!);
