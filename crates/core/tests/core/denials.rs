//! Denials as people and programs meet them.

use crate::golden::{Table, check};
use parlance_core::policy::{Denial, HiringDenial, PointDenial, SupportDenial};
use std::collections::BTreeSet;
use std::time::Duration;

/// Every denial once. A new variant does not compile until it stands here.
fn every_denial() -> Vec<Denial> {
    use Denial::*;
    let all = vec![
        NoOpenJob,
        OnlyClientsStart,
        OnlyFreelancersStart,
        NobodyStartsHere,
        InvitationRequired,
        OwnProfile,
        NotOfferingWork,
        OfferWorkFirst,
        JobClosed,
        MessagingOff,
        ClassWithoutMessaging,
        PhaseOpen,
        PhaseInProgress,
        PhaseFinalReview,
        AttachmentsOff,
        FileKindNotAllowed,
        InvitationPending,
        AlreadyInConversation,
        InvitationDeclined,
        InvitationLimit { max: 20 },
        ContactLimit { max: 20 },
        InvitationAnswered,
        InvitationWithdrawn,
        InvitationExpired,
        OnlyTheClientWithdraws,
        OnlyTheClientCloses,
        OnlyTheFreelancerAnswers,
        OnlyTheFreelancerAcknowledges,
        WarningNotAcknowledged,
        WarningChanged,
        NotYourMessage,
        NotAMessage,
        MessageRemoved,
        TooLateToRevise { within: Duration::from_secs(3600) },
        ReactionLimit { max: 20 },
        FilesWaiting { max: 40 },
        AccountSuspended,
        RateLimited { retry_after: Duration::from_secs(3) },
        OpenJobLimit { max: 500 },
        SavedReplyLimit { max: 100 },
        ArticleLimit { max: 200 },
        ArticleChanged,
        CommentLimit { max: 20 },
        RequestLimit { max: 20 },
        Support(SupportDenial::CaseLimit { max: 20 }),
        Support(SupportDenial::CaseClosed),
        Support(SupportDenial::AlreadyHandedOver),
        Support(SupportDenial::NotAtTheDesk),
        Support(SupportDenial::NothingToDeliver),
        Support(SupportDenial::NothingToAgreeOn),
        QuestionsChanged,
        WordingChanged,
        Hiring(HiringDenial::OnlyFreelancersPropose),
        Hiring(HiringDenial::OnlyTheFreelancerWithdraws),
        Hiring(HiringDenial::OnlyTheClientHires),
        Hiring(HiringDenial::OnlyTheFreelancerStarts),
        Hiring(HiringDenial::ProposalPending),
        Hiring(HiringDenial::ProposalDeclined),
        Hiring(HiringDenial::ProposalAnswered),
        Hiring(HiringDenial::ProposalLimit { max: 100 }),
        Hiring(HiringDenial::AlreadyHired),
        Hiring(HiringDenial::NoCandidate),
        Hiring(HiringDenial::ContractEnded),
        Point(PointDenial::Limit { max: 100 }),
        Point(PointDenial::AlreadyProposed),
        Point(PointDenial::NoWords),
        Point(PointDenial::NotAPoint),
        Point(PointDenial::OwnPoint),
        Point(PointDenial::NotYours),
        Point(PointDenial::Answered),
        FreelancerHasNotWritten,
        ClientHasNotReplied,
        NotConfirmed,
        StaffRoleRequired,
        OwnAccount,
        SystemOnly,
        PeopleOnly,
    ];
    for denial in &all {
        match denial {
            NoOpenJob | OnlyClientsStart | OwnProfile | NotOfferingWork | JobClosed | InvitationPending => {}
            OnlyFreelancersStart | NobodyStartsHere | InvitationRequired | ContactLimit { .. } => {}
            MessagingOff | ClassWithoutMessaging | PhaseOpen | PhaseInProgress | PhaseFinalReview => {}
            AttachmentsOff | FileKindNotAllowed => {}
            AlreadyInConversation | InvitationDeclined | InvitationLimit { .. } | InvitationAnswered => {}
            InvitationWithdrawn | InvitationExpired | OnlyTheClientWithdraws | OnlyTheFreelancerAnswers => {}
            OnlyTheFreelancerAcknowledges | WarningNotAcknowledged | WarningChanged | AccountSuspended => {}
            NotYourMessage
            | NotAMessage
            | MessageRemoved
            | TooLateToRevise { .. }
            | ReactionLimit { .. }
            | FilesWaiting { .. } => {}
            Hiring(
                HiringDenial::OnlyFreelancersPropose
                | HiringDenial::OnlyTheFreelancerWithdraws
                | HiringDenial::OnlyTheClientHires
                | HiringDenial::OnlyTheFreelancerStarts
                | HiringDenial::ProposalPending
                | HiringDenial::ProposalDeclined
                | HiringDenial::ProposalAnswered
                | HiringDenial::ProposalLimit { .. }
                | HiringDenial::AlreadyHired
                | HiringDenial::NoCandidate
                | HiringDenial::ContractEnded,
            ) => {}
            Point(
                PointDenial::Limit { .. }
                | PointDenial::AlreadyProposed
                | PointDenial::NoWords
                | PointDenial::NotAPoint
                | PointDenial::OwnPoint
                | PointDenial::NotYours
                | PointDenial::Answered,
            ) => {}
            OfferWorkFirst | FreelancerHasNotWritten | ClientHasNotReplied | NotConfirmed => {}
            OnlyTheClientCloses
            | QuestionsChanged
            | WordingChanged
            | RateLimited { .. }
            | OpenJobLimit { .. }
            | SavedReplyLimit { .. }
            | ArticleLimit { .. }
            | ArticleChanged
            | CommentLimit { .. }
            | RequestLimit { .. }
            | Support(
                SupportDenial::CaseLimit { .. }
                | SupportDenial::CaseClosed
                | SupportDenial::AlreadyHandedOver
                | SupportDenial::NotAtTheDesk
                | SupportDenial::NothingToDeliver
                | SupportDenial::NothingToAgreeOn,
            )
            | StaffRoleRequired
            | OwnAccount
            | SystemOnly
            | PeopleOnly => {}
        }
    }
    all
}

#[test]
fn codes_are_kept_for_ever() {
    let mut table = Table::new(["code", "lost race", "sentence"]);
    for denial in every_denial() {
        let lost = if denial.is_lost_race() { "yes" } else { "no" };
        table.row([denial.code(), lost, &denial.sentence()]);
    }
    check(
        "golden/denials.txt",
        &("Every refusal: its code, which is never renamed, and what a person reads.\n\n".to_owned()
            + &table.print()),
    );
}

#[test]
fn every_denial_has_a_code_of_its_own_in_kebab_case() {
    let all = every_denial();
    let codes: BTreeSet<&str> = all.iter().map(Denial::code).collect();
    assert_eq!(codes.len(), all.len(), "no code is given twice");
    for code in codes {
        let kebab =
            code.split('-').all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase()));
        assert!(kebab, "{code}");
    }
}

#[test]
fn every_denial_is_a_calm_sentence() {
    for denial in every_denial() {
        let sentence = denial.sentence();
        assert!(sentence.ends_with('.'), "{sentence}");
        assert!(sentence.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()), "{sentence}");
        assert!(!sentence.contains('!') && !sentence.contains("  "), "{sentence}");
    }
}

#[test]
fn a_rate_limit_never_says_to_try_again_at_once() {
    for retry_after in
        [Duration::ZERO, Duration::from_nanos(1), Duration::from_millis(999), Duration::from_secs(1)]
    {
        assert!(Denial::RateLimited { retry_after }.sentence().contains("in 1 s"), "{retry_after:?}");
    }
    let retry_after = Duration::from_millis(1001);
    assert!(Denial::RateLimited { retry_after }.sentence().contains("in 2 s"));
}
