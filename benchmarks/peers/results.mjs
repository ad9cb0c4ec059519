// Are two results the same? Rows in any order; averages are decimals in one engine and doubles in another.
const isClose = (left, right) => {
  if (left === right) return true;
  if (left === null || right === null) return false;
  const [a, b] = [Number(left), Number(right)];
  return Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a));
};

// Rounded, so that rows which are close sort alike.
const key = (row) => JSON.stringify(row.map((cell) => (cell !== null && cell.trim() !== '' && Number.isFinite(Number(cell)) ? Number(cell).toPrecision(5) : cell)));

const sorted = (rows) => rows.map((row) => [key(row), row]).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row);

/** Null when the rows are the same, else what differs. */
export function difference(ours, theirs) {
  if (ours.length !== theirs.length) return `${ours.length} rows and ${theirs.length}`;
  const [left, right] = [sorted(ours), sorted(theirs)];
  const at = left.findIndex((row, i) => row.length !== right[i].length || !row.every((cell, c) => isClose(cell, right[i][c])));
  return at < 0 ? null : `${JSON.stringify(left[at])} and ${JSON.stringify(right[at])}`;
}
