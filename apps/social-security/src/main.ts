import { serveBureau } from '@jiedui/bureau/http';
import { socialSecurityBureau } from '@jiedui/social-security-service';

await serveBureau(socialSecurityBureau, 8084);
