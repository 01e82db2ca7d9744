import { serveBureau } from '@jiedui/bureau/http';
import { industryBureau } from '@jiedui/industry-service';

await serveBureau(industryBureau, 8083);
