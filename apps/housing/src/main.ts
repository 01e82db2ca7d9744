import { serveBureau } from '@jiedui/bureau/http';
import { housingBureau } from '@jiedui/housing-service';

await serveBureau(housingBureau, 8082);
