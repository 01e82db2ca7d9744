import { serveBureau } from '@jiedui/bureau/http';
import { ecologyBureau } from '@jiedui/ecology-service';

await serveBureau(ecologyBureau, 8090);
