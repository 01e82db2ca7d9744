import { serveBureau } from '@jiedui/bureau/http';
import { financeBureau } from '@jiedui/finance-service';

await serveBureau(financeBureau, 8089);
