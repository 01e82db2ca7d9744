import { serveBureau } from '@jiedui/bureau/http';
import { employmentBureau } from '@jiedui/employment-service';

await serveBureau(employmentBureau, 8087);
