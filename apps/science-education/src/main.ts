import { serveBureau } from '@jiedui/bureau/http';
import { scienceEducationBureau } from '@jiedui/science-education-service';

await serveBureau(scienceEducationBureau, 8088);
