/** Measures one engine on one workload in a process of its own: options as JSON in, what it found as JSON out. */
import { drive, type DriveOptions } from './drive.ts';

process.stdout.write(JSON.stringify(await drive(JSON.parse(process.argv[2]!) as DriveOptions)));
