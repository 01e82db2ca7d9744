import { serveBureau } from '@jiedui/bureau/http';
import { infrastructureBureau } from '@jiedui/infrastructure-service';

await serveBureau(infrastructureBureau, 8091);
