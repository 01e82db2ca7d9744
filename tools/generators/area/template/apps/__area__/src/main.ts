import { serveBureau } from '@jiedui/bureau/http';
import { __camel__Bureau } from '@jiedui/__area__-service';

await serveBureau(__camel__Bureau, __port__);
