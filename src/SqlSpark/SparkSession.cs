using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Sessions;

namespace SqlSpark;

/// <summary>
/// The entry to SqlSpark: runs SQL, and owns settings, temporary views and functions. Sessions of one process share its worker pool and
/// memory. Safe for use by several threads. Spark: <c>SparkSession</c>.
/// </summary>
public sealed partial class SparkSession : IDisposable
{
    private bool _isDisposed;

    private SparkSession(SessionState state)
    {
        State = state;
        Conf = new RuntimeConfig(state.Conf);
    }

    /// <summary>The settings that a running session may read and change.</summary>
    public RuntimeConfig Conf { get; }

    internal SessionState State { get; }

    /// <summary>Starts building a session.</summary>
    public static SparkSessionBuilder Builder() => new();

    /// <summary>
    /// Parses and analyzes a statement. Commands (CREATE VIEW, INSERT, SET, ...) run at once; queries run when their rows are asked for.
    /// </summary>
    /// <param name="sqlText">One statement.</param>
    /// <param name="cancellationToken">Cancels a command that writes rows.</param>
    /// <exception cref="SqlSparkException">A syntax error, an unknown name, a type mismatch, or an error of the command.</exception>
    public DataFrame Sql(string sqlText, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sqlText);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new DataFrame(this, State.Prepare(sqlText, cancellationToken));
    }

    /// <summary>Parses a statement that is run more than once, perhaps with parameters: <c>?</c> or <c>:name</c>.</summary>
    /// <param name="sqlText">One statement.</param>
    /// <exception cref="SqlSparkException">A syntax error.</exception>
    public PreparedStatement Prepare(string sqlText)
    {
        ArgumentNullException.ThrowIfNull(sqlText);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        State.Parse(sqlText);
        return new PreparedStatement(this, sqlText);
    }

    /// <summary>The numbers from 0 up to but not including <paramref name="end"/>, as one BIGINT column <c>id</c>.</summary>
    public DataFrame Range(long end) => Range(0, end, 1);

    /// <summary>Numbers in equal steps, as one BIGINT column <c>id</c>.</summary>
    /// <param name="start">The first number.</param>
    /// <param name="end">The bound, not included.</param>
    /// <param name="step">The distance, not zero.</param>
    public DataFrame Range(long start, long end, long step)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfZero(step);
        var id = new AttributeReference("id", Core.Types.LongType.Instance, isNullable: false);
        return new DataFrame(this, State.Analyze(new Catalyst.Plans.Range(start, end, step, null, id)));
    }

    /// <summary>A session with settings and temporary views of its own, on the same pool and memory.</summary>
    public SparkSession NewSession()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new SparkSession(State.NewSession());
    }

    /// <summary>Ends the session, and frees what its CACHE TABLE statements keep. Queries that are still being read are not touched.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        State.Cache.RemoveOf(State);
    }

    internal static SparkSession Create(IEnumerable<KeyValuePair<string, string>> settings) => new(SessionState.Create(settings));

    internal static SparkSession Create(SessionState state) => new(state);
}

/// <summary>Collects settings for a session. Spark: <c>SparkSession.Builder</c>.</summary>
public sealed class SparkSessionBuilder
{
    private readonly List<KeyValuePair<string, string>> _settings = [];

    internal SparkSessionBuilder()
    {
    }

    /// <summary>How many tasks of a query run at a time: <c>local</c>, <c>local[N]</c> or <c>local[*]</c>.</summary>
    public SparkSessionBuilder Master(string master) => Config(SqlConf.Master.Key, master);

    /// <summary>The name of the program.</summary>
    public SparkSessionBuilder AppName(string name) => Config(SqlConf.AppName.Key, name);

    /// <summary>A setting; a later one of the same key wins.</summary>
    public SparkSessionBuilder Config(string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        _settings.Add(new KeyValuePair<string, string>(key, value));
        return this;
    }

    /// <summary>A setting; a later one of the same key wins.</summary>
    public SparkSessionBuilder Config(string key, bool value) => Config(key, value ? "true" : "false");

    /// <summary>A setting; a later one of the same key wins.</summary>
    public SparkSessionBuilder Config(string key, long value) => Config(key, value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A new session with the settings.</summary>
    /// <exception cref="SqlSparkException">A value that its key does not take.</exception>
    public SparkSession GetOrCreate() => SparkSession.Create(_settings);
}
