'use strict';
// The rules of registry/guard, for a browser: the same outcomes in the same order, the
// same sentences. Layout of a pass: registry/token. No library, no network.

const lists = JSON.parse(document.getElementById('lists').textContent);
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const dayMs = 86400000, china = 8 * 3600000;

// The recalled numbers come as differences: number without check digits, lowest good copy.
const recalled = new Map();
if (lists.recalls) {
	let body = 0;
	for (let i = 0; i < lists.recalls.entries.length; i += 2) {
		body += lists.recalls.entries[i];
		recalled.set(body, lists.recalls.entries[i + 1]);
	}
}

// decode45 is RFC 9285; null where the text is none.
function decode45(text) {
	if (text.length % 3 === 1 || text.length > 512) return null;
	const out = [];
	for (let at = 0; at < text.length; at += 3) {
		const group = text.slice(at, at + 3);
		let n = 0;
		for (let i = group.length - 1; i >= 0; i--) {
			const v = alphabet.indexOf(group[i]);
			if (v < 0) return null;
			n = n * 45 + v;
		}
		if (n > 0xffff || group.length === 2 && n > 0xff) return null;
		if (group.length === 3) out.push(n >> 8);
		out.push(n & 255);
	}
	return Uint8Array.from(out);
}

// parsePass reads a pass; 'newer' of another version, null of what is none.
function parsePass(text) {
	const raw = decode45(text);
	if (!raw || raw.length < 86) return null;
	if (raw[0] !== 1) return 'newer';
	const payload = raw.slice(0, -64), view = new DataView(payload.buffer);
	const scheme = payload[1] >> 4, name = payload[1] & 15;
	if (!scheme || !name || payload.length !== 20 + scheme + name) return null;
	let number = 0n;
	for (let i = 2; i < 9; i++) number = number << 8n | BigInt(payload[i]);
	const digits = { 0: 14, 1: 15, 2: 16 }[Number(number >> 54n)];
	number &= (1n << 54n) - 1n;
	const ascii = (from, to) => String.fromCharCode(...payload.slice(from, to));
	const pass = {
		number: digits ? number.toString().padStart(digits, '0') : '', copy: view.getUint16(9), issued: view.getUint16(11), expires: view.getUint16(13),
		lastFour: ascii(16, 20).trimStart(), scheme: ascii(20, 20 + scheme), signature: raw.slice(-64),
	};
	try {
		pass.name = new TextDecoder('utf-8', { fatal: true }).decode(payload.slice(20 + scheme));
	} catch {
		return null;
	}
	if (number % 97n !== 1n || pass.number.length !== digits || !pass.copy || !pass.issued || pass.expires && pass.expires < pass.issued) return null;
	const context = new TextEncoder().encode('passdesk pass 1\n');
	pass.message = new Uint8Array([...context, ...payload]);
	return pass;
}

// place takes a number apart: DD SSS E R NNNNN CC.
function place(number) {
	const d = number.length - 12;
	return {
		code: number.slice(0, d) + '-' + number.slice(d, d + 3), epoch: +number[d + 3], serial: +number.slice(d + 5, d + 10), body: Number(number.slice(0, -2)),
	};
}

const keysOf = (at) => lists.keys.list.filter((k) => k.code === at.code);
const gave = (k, at) => at.epoch >= k.first && at.epoch <= k.last &&
	(!k.revoked || at.epoch < k.goodEpoch || at.epoch === k.goodEpoch && at.serial <= k.goodSerial);

// notGiven: a code of 900 to 999 the station drew itself, and its line ends with what came up.
const notGiven = (at) => +at.code.slice(-3) >= 900 ? 'not_known_yet' : 'revoked_key';

const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

async function verifies(key, pass) {
	const imported = await crypto.subtle.importKey('raw', bytes(key), { name: 'Ed25519' }, false, ['verify']);
	return crypto.subtle.verify({ name: 'Ed25519' }, imported, pass.signature, pass.message);
}

// canVerify tries the browser with a signature of RFC 8032 (7.1, test 1).
async function canVerify() {
	try {
		const hex = (s) => Uint8Array.from(s.match(/../g), (h) => parseInt(h, 16));
		const key = await crypto.subtle.importKey('raw', hex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'), { name: 'Ed25519' }, false, ['verify']);
		return await crypto.subtle.verify({ name: 'Ed25519' }, key, hex('e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'), new Uint8Array());
	} catch {
		return false;
	}
}

// narrow undoes what an input method does to a scanner's characters.
function narrow(text) {
	return text.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[\u3000\u00a0]/g, ' ').replace(/。/g, '.');
}

// readings are what a scanned text may have been; only one can bear the signature.
function readings(text) {
	const whole = narrow(text).replace(/^[\r\n\t\ufeff]+|[\r\n\t\ufeff]+$/g, ''), bare = whole.trim();
	return new Set([whole, bare, bare + ' ', ' ' + bare, ' ' + bare + ' '].flatMap((s) => [s, s.toUpperCase()]));
}

// typedNumber is a pass number as people write it; '' where the text is none.
function typedNumber(text) {
	const digits = narrow(text).replace(/[ \-–—\t\r\n\ufeff]/g, '');
	return /^[0-9]{14,16}$/.test(digits) && BigInt(digits) % 97n === 1n ? digits : '';
}

function byNumber(number) {
	const at = place(number), known = keysOf(at);
	let outcome = 'number_only';
	if (!known.length) outcome = 'unknown_station';
	else if (!known.some((k) => gave(k, at))) outcome = notGiven(at);
	else if (recalled.get(at.body) === 0) outcome = 'recalled';
	return { outcome, number, code: at.code };
}

async function signed(pass, able) {
	const at = place(pass.number), answer = { outcome: 'unknown_station', number: pass.number, code: at.code };
	if (pass.scheme !== lists.keys.scheme) return answer;
	if (!able) return byNumber(pass.number); // and the page has said why
	for (const k of keysOf(at)) {
		if (await verifies(k.key, pass)) {
			Object.assign(answer, { outcome: standing(k, at, pass), pass });
			if (gave(k, at)) return answer; // the key may have another line, of before its licence
		} else if (!answer.pass) answer.outcome = 'forged';
	}
	return answer;
}

function standing(k, at, pass) {
	const today = Math.floor((Date.now() + china) / dayMs), good = recalled.get(at.body);
	if (!gave(k, at)) return notGiven(at);
	if (good === 0) return 'recalled';
	if (good !== undefined && pass.copy < good) return 'old_copy';
	if (pass.expires && today > pass.expires) return 'expired';
	if (pass.issued > today) return 'not_yet';
	return 'valid';
}

async function check(text, able) {
	const number = typedNumber(text);
	if (number) return byNumber(number);
	let answer = { outcome: 'not_a_pass' };
	for (const reading of readings(text)) {
		const pass = parsePass(reading);
		if (pass === 'newer') answer = { outcome: 'newer' };
		if (!pass || pass === 'newer') continue;
		answer = await signed(pass, able);
		if (answer.pass || !able) return answer;
	}
	return answer;
}

function warningOf(answer) {
	if (['not_a_pass', 'newer', 'unknown_station', 'forged'].includes(answer.outcome)) return '';
	const r = lists.recalls;
	if (!r) return 'no_recalls';
	if (!r.covers.includes('*') && !r.covers.includes(answer.code)) return 'not_covered';
	if (r.until && Date.now() > r.until) return 'recalls_old';
	return r.made > Date.now() + 3600000 ? 'wrong_clock' : '';
}

const verdicts = {
	valid: ['真证', 'Genuine'], recalled: ['已失效', 'No longer good'], old_copy: ['旧证', 'Old copy'], expired: ['已过期', 'Expired'], not_yet: ['日期未到', 'Not yet'],
	forged: ['签名不对', 'Not genuine'], unknown_station: ['不认识的站点', 'Unknown station'], revoked_key: ['钥匙已吊销', 'Revoked key'], not_known_yet: ['还没有报上来', 'Not known yet'],
	not_a_pass: ['不是通行证', 'Not a pass'], newer: ['版本更新', 'Newer version'], number_only: ['只有编号', 'A number only'],
};
const looks = { valid: 'good', number_only: 'open', unknown_station: 'open', not_known_yet: 'open', not_a_pass: 'open', newer: 'open' };

// part makes an element of plain text, with the English under the Chinese.
function part(tag, className, zh, en) {
	const element = document.createElement(tag);
	element.className = className;
	element.textContent = zh;
	if (en) {
		const small = document.createElement('small');
		small.textContent = en;
		element.append(' ', small);
	}
	return element;
}

const civil = (day) => new Date(day * dayMs).toISOString().slice(0, 10);
const grouped = (number) => number.replace(/(.{4})(?=.)/g, '$1 ');

function shown(answer) {
	const section = part('section', looks[answer.outcome] || 'bad', '');
	section.dataset.outcome = answer.outcome;
	section.append(part('p', 'verdict', (answer.outcome === 'valid' ? '✓ ' : '') + verdicts[answer.outcome][0], verdicts[answer.outcome][1]));
	const rows = [];
	if (answer.number) rows.push(['编号 No.', grouped(answer.number), 'number']);
	if (answer.pass) {
		const p = answer.pass;
		rows.push(['姓名 Name', p.name], ['证件后四位 Last four', p.lastFour || '—'], ['份数 Copy', String(p.copy)], ['签证日期 Issued', civil(p.issued)]);
		if (p.expires) rows.push(['有效期至 Until', civil(p.expires)]);
	}
	const table = document.createElement('dl');
	for (const [label, value, className] of rows) table.append(part('dt', className || '', label), part('dd', className || '', value));
	const told = lists.sentences[answer.outcome];
	section.append(table, part('p', 'reason', told.reason.zh, told.reason.en), part('p', 'next', '→ ' + told.next.zh, told.next.en));
	const warning = lists.warnings[warningOf(answer)];
	if (warning) section.append(part('p', 'warn', '! ' + warning.zh, warning.en));
	return section;
}

const input = document.getElementById('text'), answers = document.getElementById('answers');
const able = canVerify();
let clearing = 0;

async function ask(text) {
	const lines = text.split('\n').filter((line) => line.trim());
	const sections = [];
	for (const line of lines) sections.push(shown(await check(line, await able)));
	answers.replaceChildren(...sections);
	clearTimeout(clearing);
	clearing = setTimeout(clear, 60000);
	input.select(); // the next scan takes its place
}

function clear() {
	input.value = '';
	answers.replaceChildren();
	history.replaceState(null, '', location.pathname + location.search);
}

document.getElementById('ask').addEventListener('submit', (event) => {
	event.preventDefault();
	ask(input.value);
});
input.addEventListener('keydown', (event) => { // a scanner ends with Enter
	if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
		event.preventDefault();
		ask(input.value);
	}
});
document.getElementById('clear').addEventListener('click', () => {
	clear();
	input.focus();
});

function ages() {
	const old = (made) => {
		const hours = Math.floor((Date.now() - made) / 3600000);
		return hours < 48 ? `${hours} 小时前 hours ago` : `${Math.floor(hours / 24)} 天前 days ago`;
	};
	const days = (made) => { // the key list bears a day and no hour
		const n = Math.floor((Date.now() - made) / 86400000);
		return n === 0 ? '今天 today' : `${n} 天前 days ago`;
	};
	const k = lists.keys, r = lists.recalls;
	document.getElementById('keysage').textContent = `钥匙名单 Key list: ${k.day}（${days(k.made)}），第 ${k.number} 号 no. ${k.number}，${new Set(k.list.map((l) => l.code)).size} 个站点代码 station codes`;
	const age = document.getElementById('recallsage');
	age.textContent = r ? `收回名单 Recall list: ${r.day}（${old(r.made)}），第 ${r.number} 号 no. ${r.number}，${r.entries.length / 2} 个编号 numbers` : `${lists.warnings.no_recalls.zh} ${lists.warnings.no_recalls.en}`;
	age.classList.toggle('old', !r || r.until > 0 && Date.now() > r.until);
}

async function camera() {
	const button = document.getElementById('camera'), video = document.getElementById('video');
	const formats = 'BarcodeDetector' in window && navigator.mediaDevices ? await BarcodeDetector.getSupportedFormats() : [];
	button.hidden = !formats.includes('qr_code');
	document.getElementById('nocamera').hidden = !button.hidden;
	button.addEventListener('click', async () => {
		const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).catch(() => null);
		if (!stream) {
			button.hidden = true;
			document.getElementById('nocamera').hidden = false;
			return;
		}
		const detector = new BarcodeDetector({ formats: ['qr_code'] });
		const stop = () => {
			for (const track of stream.getTracks()) track.stop();
			video.hidden = true;
		};
		video.srcObject = stream;
		video.hidden = false;
		await video.play();
		for (const end = Date.now() + 60000; Date.now() < end; await new Promise((again) => setTimeout(again, 150))) {
			const found = await detector.detect(video).catch(() => []);
			if (found.length) {
				input.value = found[0].rawValue;
				ask(input.value);
				break;
			}
		}
		stop();
	});
}

async function start() {
	ages();
	setInterval(ages, 60000);
	camera();
	if (!await able) {
		const note = document.getElementById('lacking');
		note.textContent = lists.lacking.zh + ' ' + lists.lacking.en;
		note.hidden = false;
	}
	if (location.hash.length > 1) { // a scanner program that opens an address brings the text behind #
		try {
			input.value = decodeURIComponent(location.hash.slice(1));
		} catch {
			input.value = location.hash.slice(1);
		}
		ask(input.value);
	}
}
start();
