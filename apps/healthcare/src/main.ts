import { serveBureau } from '@jiedui/bureau/http';
import { healthcareBureau } from '@jiedui/healthcare-service';

await serveBureau(healthcareBureau, 8092);
