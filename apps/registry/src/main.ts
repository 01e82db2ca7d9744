import { serveBureau } from '@jiedui/bureau/http';
import { registryBureau } from '@jiedui/registry-service';

await serveBureau(registryBureau, 8081);
