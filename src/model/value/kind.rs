//! Kinds: the types of facts, readings, and fields.

/// The type of a fact, reading, or field: the key `type`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The `NetBIOS` name of a computer or network.
    NetbiosName,
    /// The `NetBIOS` name of a domain.
    Domain,
    /// An account, with or without its domain.
    Account,
    /// A full path on a drive.
    WindowsPath,
    /// The name of a share.
    Share,
    /// A drive letter. The colon isn't kept.
    Drive,
    /// A file version of four numbers, or `absent`.
    Version,
    /// An IPv4 address.
    Ipv4,
    /// `none`, or `SP1` to `SP6`.
    ServicePack,
    /// The name of a cluster group.
    ClusterGroup,
    /// The name of a cluster resource.
    ClusterResource,
    /// One of several IDs.
    Choice(Vec<Choice>),
    /// Any number of several IDs.
    Choices(Vec<Choice>),
    /// Yes or no.
    YesNo,
    /// A whole number between two bounds.
    Number {
        /// The smallest number that is accepted.
        min: u64,
        /// The largest number that is accepted.
        max: u64,
    },
    /// One line of text. No command can use it.
    Text,
    /// A status code, or the whole line that the console printed.
    StatusCode,
    /// A secret: typed without being shown, written into a file, and kept nowhere. It never becomes a value.
    Secret,
    /// A list of records.
    Records(RecordKind),
}

/// One of the IDs of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The ID, which is recorded.
    pub id: String,
    /// The words that the operator reads. By default, the ID.
    pub label: String,
}

/// The fields of a list's members.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct RecordKind {
    pub key: String,
    pub min: usize,
    pub max: usize,
    pub fields: Vec<Field>,
}

/// One field of a list's members.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys are described in load/keys")]
pub struct Field {
    pub id: String,
    pub kind: Kind,
    pub label: String,
    pub ask: String,
    pub optional: bool,
    pub member: Option<String>,
}

impl RecordKind {
    /// The field with this ID.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }
}

impl Kind {
    /// The names of all kinds.
    pub const NAMES: [&str; 19] = [
        "netbios-name",
        "domain",
        "account",
        "windows-path",
        "share",
        "drive",
        "version",
        "ipv4",
        "service-pack",
        "cluster-group",
        "cluster-resource",
        "choice",
        "choices",
        "yes-no",
        "number",
        "text",
        "status-code",
        "secret",
        "records",
    ];

    /// The name of this kind in a procedure.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Kind::NetbiosName => "netbios-name",
            Kind::Domain => "domain",
            Kind::Account => "account",
            Kind::WindowsPath => "windows-path",
            Kind::Share => "share",
            Kind::Drive => "drive",
            Kind::Version => "version",
            Kind::Ipv4 => "ipv4",
            Kind::ServicePack => "service-pack",
            Kind::ClusterGroup => "cluster-group",
            Kind::ClusterResource => "cluster-resource",
            Kind::Choice(_) => "choice",
            Kind::Choices(_) => "choices",
            Kind::YesNo => "yes-no",
            Kind::Number { .. } => "number",
            Kind::Text => "text",
            Kind::StatusCode => "status-code",
            Kind::Secret => "secret",
            Kind::Records(_) => "records",
        }
    }

    /// The choices. An empty list if the kind has none.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match self {
            Kind::Choice(choices) | Kind::Choices(choices) => choices,
            _ => &[],
        }
    }

    /// Whether a value of this kind is safe in a command line, whatever the operator types.
    #[must_use]
    pub fn protects_commands(&self) -> bool {
        !matches!(self, Kind::Text | Kind::Secret | Kind::Records(_))
    }
}
